### Les champs propres à l’organisation

own-title = Champs de l’organisation
own-lead = Ce que votre organisation écrit sur ses fiches, en plus du reste. Chaque champ paraît dans le formulaire d’une fiche, dans les filtres de la liste, à l’importation et à l’exportation.
own-empty-title = Aucun champ propre pour l’instant
own-empty-text = Ajoutez-en un : un fonds d’archives, une année d’acquisition, une collection.
own-count =
    { $count ->
        [one] { $count } champ
       *[other] { $count } champs
    }
own-full = Au plus { $max } champs servent à la fois. Mettez-en un de côté pour en ajouter un autre.
own-field = Champ
own-name = Nom du champ
own-kind = Contenu
own-kind-hint = Il ne changera plus ensuite.
own-kind-text = Texte
own-kind-number = Nombre
own-kind-date = Date
own-kind-choice = Choix
own-kind-yes-no = Oui ou non
own-code = Colonne
own-order = Ordre
own-up = Monter
own-down = Descendre
own-new = Nouveau champ
own-add = Ajouter le champ
own-form = Le champ
own-save = Enregistrer
own-facts = { $kind }. Sa colonne s’appelle { $code } ; ce nom reste le même quand le champ change de nom.
own-choices = Valeurs du choix
own-choices-new = Seulement pour un choix. Une ligne vide ne compte pas.
own-choices-there = Pour retirer une valeur, videz sa ligne. Une valeur que portent des fiches ne peut pas être retirée, mais son nom peut changer.
own-choice = Valeur { $number }
own-retire-title = Mettre de côté
own-retire-text = Le champ ne paraît plus dans les formulaires ni les filtres. Ce qui est écrit sur les fiches y reste, et reste dans les exportations.
own-retire = Mettre le champ de côté
own-bring-title = Reprendre ce champ
own-bring-text = Le champ paraîtra de nouveau dans les formulaires et les filtres, avec tout ce que les fiches en gardent.
own-bring = Reprendre le champ
own-retired-title = Champs mis de côté
own-retired-text = On ne les propose plus ; ce que les fiches en gardent n’est pas perdu.
own-added = Le champ est ajouté.
own-saved = Le champ est enregistré.
own-moved = L’ordre des champs est changé.
own-retired = Le champ est mis de côté. Ce qui est écrit sur les fiches y reste.
own-back = Le champ est de nouveau proposé.
own-legend = Propre à l’organisation
own-filters = Autres filtres
own-yes = Oui
own-no = Non
own-import = Champ de l’organisation : { $name }

problem-fields-full = Trop de champs servent déjà. Mettez-en un de côté d’abord.
field-label-taken = Un autre champ porte déjà ce nom.
field-kind-is-fixed = Le contenu d’un champ ne change pas. Ajoutez plutôt un autre champ.
field-choices-missing = Donnez au moins une valeur à choisir.
field-choice-twice = « { $name } » est le nom de deux valeurs.
field-choice-in-use =
    { $count ->
        [one] « { $name } » est sur { $count } fiche : cette valeur ne peut pas être retirée.
       *[other] « { $name } » est sur { $count } fiches : cette valeur ne peut pas être retirée.
    }
field-not-a-figure = Écrivez un nombre, par exemple 12,5.
field-not-yes-or-no = Répondez par oui ou par non.
import-problem-not-a-figure = « { $found } » n’est pas un nombre. Écrivez par exemple 12,5.
import-problem-not-yes-or-no = « { $found } » n’est ni oui ni non.
