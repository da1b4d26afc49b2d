### Ce qui mérite d’être numérisé : classement, demandes, vues, doublons

rail-backlog = À numériser

## Demander un contenu

ask-title = Demander ce contenu
ask-lead = Vous cherchez quelque chose que nous n’offrons pas encore ? Dites-le-nous : les demandes décident de ce que nous numérisons ensuite.
ask-offer-title = Vous ne trouvez pas ?
ask-offer-text = Demandez « { $words } » : c’est ainsi que nous choisissons ce que nous numérisons.
ask-words = Ce que vous cherchez
ask-words-hint = En quelques mots, par exemple « yoga sur chaise ».
ask-note = Une précision pour l’équipe
ask-note-hint = Durée, niveau, personne qui donnait le cours…
ask-do = Envoyer la demande
ask-privacy = L’équipe lit ces mots et votre précision, sans votre nom. N’y écrivez rien que vous ne diriez pas à l’accueil.
ask-thanks-title = Merci
ask-thanks = Votre demande est notée.
ask-already = Vous aviez déjà demandé cela ce mois-ci : votre demande est bien notée, elle compte une fois.
ask-next-read = L’équipe lit les demandes et les rapproche de ce que les centres savent déjà donner.
ask-next-choose = Plus une chose est demandée, plus elle monte dans la liste de ce qui sera numérisé.
ask-next-told = Quand une séance y répond, votre page d’accueil vous le dit.
ask-back = Revenir au catalogue
answered-text = Vous aviez demandé « { $words } » : « { $title } » est maintenant au catalogue.
answered-see = Voir la séance
answered-put-away = Ne plus afficher

## Ce qui est gardé de ces demandes

privacy-requests = Les contenus que vous demandez, et votre précision
privacy-requests-why = Choisir ce qui sera numérisé, et vous dire quand c’est au catalogue. L’équipe les lit sans votre nom.
privacy-requests-long = Tant que votre compte existe, ou jusqu’à ce que la demande soit classée et oubliée
privacy-searches = Les mots d’une recherche sans résultat, sans rien qui dise que c’est vous
privacy-searches-why = Savoir ce qui manque au catalogue. Ils ne sont montrés qu’à partir de cinq recherches.
privacy-searches-long = Trente jours ; plus longtemps si au moins cinq recherches portaient les mêmes mots

## Le classement

backlog-title = À numériser
backlog-lead = Ce que le centre sait faire et n’offre pas encore en ligne, dans l’ordre où cela en vaut la peine.
backlog-unscored = À évaluer seulement
backlog-choose = Cocher
backlog-choose-one = Cocher « { $title } »
backlog-score = Score
backlog-value = Valeur
backlog-ease = Facilité
backlog-cost = Coût
backlog-demand = Demande
backlog-no-score = à évaluer
backlog-missing = manque : { $fields }
backlog-field-description = Description
backlog-none-title = Aucune fiche du classement ne correspond
backlog-all = Voir tout le classement
backlog-unscored-none = Tout est évalué
backlog-unscored-none-text = Aucune fiche du classement n’attend d’être évaluée.
backlog-empty-title = Rien à numériser pour le moment
backlog-empty-text = Les fiches de l’inventaire qui ne sont ni publiées ni écartées se classent ici.
backlog-chosen = Avec les fiches cochées
backlog-select = Choisir ces fiches
backlog-pilot = Commencer un pilote
backlog-reason = Raison, pour écarter
backlog-reject = Écarter
backlog-judged = L’évaluation est enregistrée.
backlog-selected =
    { $count ->
        [one] { $count } fiche est choisie.
       *[other] { $count } fiches sont choisies.
    }
backlog-rejected =
    { $count ->
        [one] { $count } fiche est écartée.
       *[other] { $count } fiches sont écartées.
    }
backlog-left =
    { $count ->
        [one] { $count } fiche est restée comme elle était : son état ne s’y prête plus.
       *[other] { $count } fiches sont restées comme elles étaient : leur état ne s’y prête plus.
    }
backlog-judge = Évaluer
backlog-judge-again = Revoir l’évaluation
backlog-judge-of = de « { $title } »
backlog-judge-save = Enregistrer l’évaluation
backlog-no-mark = Pas encore évalué
backlog-value-long = Valeur pour les membres (5 : la plus grande)
backlog-ease-long = Facilité à numériser (5 : la plus grande)
backlog-cost-long = Coût (5 : le plus élevé)
backlog-value-note = Pourquoi cette valeur
backlog-ease-note = Pourquoi cette facilité
backlog-cost-note = Pourquoi ce coût
backlog-explained = { $sum } = { $score }. La valeur { $value } et la demande ({ $points } sur 5, pour { $asked } demandes et recherches) font { $worth } ; la facilité { $ease } multiplie, le coût { $cost } divise.
backlog-asked =
    { $count ->
        [one] { $count } demande ou recherche de membres.
       *[other] { $count } demandes et recherches de membres.
    }
backlog-why-rejected = Écartée le { $date } : { $reason }
backlog-formula-title = Comment se calcule le score
backlog-formula-text = Score = (valeur et demande, en moyenne pondérée) × facilité ÷ coût. Une fiche a un score dès que sa valeur, sa facilité et son coût sont évalués.
backlog-formula-weights = Pondération : valeur { $value }, demande { $demand }, facilité { $ease }, coût { $cost }. Une part pondérée 0 ne compte pas ; pondérée 2, elle compte deux fois.
backlog-formula-demand = La demande réunit les demandes des membres et les recherches sans résultat des 90 derniers jours : 1 point dès la première, 2 dès trois, 3 dès dix, 4 dès trente, 5 dès cent.

## Pondération

weights-title = Pondération
weights-legend = Ce qui compte, et combien
weights-demand = Demande des membres
weights-none = Ne compte pas
weights-once = Compte une fois
weights-twice = Compte deux fois
weights-thrice = Compte trois fois
weights-save = Enregistrer la pondération
weights-saved = La pondération est enregistrée ; le classement la suit déjà.
weights-managers = La gestion peut changer cette pondération.

## Demandes

demand-title = Demandes des membres
demand-lead = Ce que les membres demandent, et ce qu’ils cherchent sans le trouver. Les recherches sont comptées sans personne.
demand-open = À traiter
demand-linked = Reliées
demand-dismissed = Classées
demand-empty-title = Aucune demande ici
demand-empty-text = Quand une recherche ne donne rien, les membres peuvent demander ce contenu ; leurs demandes arrivent ici.
demand-hidden =
    { $count ->
        [one] { $count } autre recherche sans résultat, trop rare pour être montrée : elle pourrait nommer quelqu’un.
       *[other] { $count } autres recherches sans résultat ({ $searches } fois en tout), trop rares pour être montrées : elles pourraient nommer quelqu’un.
    }
demand-grows = En hausse
demand-members = Membres
demand-30 = 30 derniers jours
demand-90 = 90 derniers jours
demand-last = Dernière fois
demand-answer = Répondre
demand-make = Créer une fiche
demand-make-kind = Nouvelle fiche de ce genre
demand-link = Relier à la fiche
demand-link-item = Fiche qui y répond
demand-link-hint = Collez l’adresse de sa page.
demand-link-find = Chercher dans l’inventaire
demand-reason = Raison de ne pas y répondre
demand-dismiss = Classer
demand-reopen = Remettre à traiter
demand-was-linked = La demande est reliée. Les membres qui l’ont faite le sauront quand une séance sera publiée.
demand-was-dismissed = La demande est classée.
demand-was-reopened = La demande est de nouveau à traiter.

## Vues de l’inventaire

views-label = Vues
views-one = Vue
view-kept-none = La vue « { $name } » ne contient aucune fiche
view-digital-unpublished-none = Aucun enregistrement en attente
view-digital-unpublished-none-text = Cette vue montre les fiches dont un enregistrement est prêt et dont aucune séance n’est publiée. Il n’y en a pas : tout ce qui est prêt est offert.
view-missing-translation-none = Aucune fiche sans traduction
view-missing-translation-none-text = Tout est traduit : chaque titre est dans les deux langues, et chaque description aussi, là où il y en a une.
view-missing-fields-none = Aucune fiche incomplète
view-missing-fields-none-text = Rien ne manque : chaque fiche dit sa description, sa durée, sa langue et son centre.
view-stale-none = Aucune fiche laissée de côté
view-stale-none-text = Tout est à jour : chaque fiche a été écrite ou modifiée il y a moins d’un an.
view-digital-unpublished = Déjà numérique, pas encore valorisé
view-missing-translation = Traduction manquante
view-missing-fields = Champs manquants
view-stale = Sans changement depuis un an
views-keep = Garder cette vue
views-name = Nom de la vue
views-shared = La montrer à toute l’équipe
views-keep-do = Garder
views-kept = La vue est gardée.
views-removed = La vue est enlevée.
views-remove = Enlever « { $name } »

## Doublons

duplicates-title = Doublons possibles
duplicates-lead = Des fiches qui en sont peut-être une seule. Réunissez-les, ou dites qu’elles sont différentes : elles ne reviendront pas ici.
duplicates-empty-title = Aucun doublon en vue
duplicates-empty-text = Les fiches de même titre, de titre voisin ou de même fichier se montrent ici.
duplicates-same-file = Même fichier
duplicates-same-title = Même titre
duplicates-near-title = Titres voisins
duplicates-merge = Réunir
duplicates-not-same = Ce sont deux choses différentes
duplicates-distinct = C’est noté : cette paire ne reviendra pas.
duplicates-cut = Les { $count } paires les plus vraisemblables ; les suivantes viendront quand celles-ci seront réglées.
merge-title = Réunir deux fiches
merge-lead = La première fiche reste ; l’adresse de l’autre mènera à elle.
merge-moves = Les enregistrements, les séances avec leur historique, les pilotes et les demandes de l’autre fiche passent à celle qui reste. Ce qui était écrit sur l’autre est conservé à part.
merge-do = Réunir les deux fiches
merge-swap = Garder plutôt l’autre
merge-fields = Champ par champ
merge-field = Champ
merge-ours = Fiche gardée
merge-theirs = Autre fiche
merge-kept = Ce qui restera
merge-title-fr = Titre en français
merge-title-en = Titre en anglais
merge-description-fr = Description en français
merge-description-en = Description en anglais
item-merged = Cette fiche en réunit deux.

## Ce qui n’a pas pu être fait

problem-asked-enough = Vous avez déjà demandé trente choses ce mois-ci. Vos demandes sont notées ; les suivantes pourront l’être le mois prochain.
problem-demand-decided = Quelqu’un de l’équipe a déjà répondu à cette demande. Rechargez la page pour voir comment.
problem-views-full = Vous gardez déjà cinquante vues. Enlevez-en une, puis réessayez.
field-nothing-chosen = Cochez d’abord au moins une fiche.
field-same-item = Choisissez deux fiches différentes.
