### Le vocabulaire : les étiquettes de l’organisation

vocabulary-title = Vocabulaire
vocabulary-lead = Les étiquettes dont l’organisation a convenu, dans les deux langues. Une fiche écrite avec un synonyme reçoit l’étiquette elle-même, et chercher une étiquette trouve aussi celles qui sont placées sous elle.
vocabulary-empty-title = Aucune étiquette pour l’instant
vocabulary-empty-text = Ajoutez-en une, ou adoptez un des mots que portent déjà les fiches.
vocabulary-count =
    { $count ->
        [one] { $count } étiquette
       *[other] { $count } étiquettes
    }
vocabulary-tag = Étiquette
vocabulary-other-name = En anglais
vocabulary-synonyms = Synonymes
vocabulary-synonyms-hint = Un par ligne. Les majuscules et les accents ne comptent pas.
vocabulary-items = Fiches
vocabulary-items-of =
    { $count ->
        [one] { $count } fiche sous { $name }
       *[other] { $count } fiches sous { $name }
    }
vocabulary-own =
    { $count ->
        [0] aucune directement
       *[other] dont { $count } directement
    }
vocabulary-under = sous { $name }
vocabulary-free = Mots hors du vocabulaire
vocabulary-free-text = Des fiches portent ces mots, qui ne sont encore ni une étiquette ni un synonyme. Choisissez-en un pour en faire une étiquette.
vocabulary-free-cut = Les { $count } mots les plus employés ; les suivants viendront quand ceux-ci seront adoptés.
vocabulary-adopt = Adopter
vocabulary-new = Nouvelle étiquette
vocabulary-add = Ajouter l’étiquette
vocabulary-form = L’étiquette
vocabulary-name = Nom
vocabulary-parent = Placée sous
vocabulary-no-parent = Aucune : au premier niveau
vocabulary-renamed = Un nom que vous remplacez reste un synonyme, et les fiches reçoivent le nouveau.
vocabulary-save = Enregistrer
vocabulary-merge-title = Réunir avec une autre
vocabulary-merge-text = Les fiches de cette étiquette reçoivent l’autre, ses noms en deviennent des synonymes, et ce qui est placé sous elle passe sous l’autre. L’histoire de chaque fiche le dit.
vocabulary-merge-into = L’étiquette qui reste
vocabulary-merge-choose = Choisissez une étiquette
vocabulary-merge = Réunir
vocabulary-delete-title = Retirer du vocabulaire
vocabulary-delete-text = Les fiches gardent le mot tel quel, sans ses synonymes ni sa place.
vocabulary-delete-children = D’autres étiquettes sont placées sous celle-ci. Déplacez-les d’abord.
vocabulary-delete = Retirer l’étiquette
vocabulary-added = L’étiquette est ajoutée.
vocabulary-adopted = Le mot fait maintenant partie du vocabulaire.
vocabulary-saved = L’étiquette est enregistrée.
vocabulary-merged = Les deux étiquettes n’en font plus qu’une.
vocabulary-deleted = L’étiquette ne fait plus partie du vocabulaire. Les fiches gardent le mot.
