### L’inventaire, suite : ce qui s’écrit sur une fiche, son histoire, et plusieurs fiches à la fois

## Comment on y participe

facet-position = Position
facet-impact = Impact
position-seated = Assis
position-standing = Debout
position-floor = Au sol
position-mixed = En alternance
impact-low = Faible
impact-moderate = Modéré
impact-high = Élevé, avec sauts
item-space = Espace nécessaire
space-chair = La place d’une chaise
space-mat = La place d’un tapis
space-room = Quelques pas dans chaque direction
space-outdoors = Dehors
item-not-known = Non précisé
item-age-from = À partir de (âge)
item-age-to = Jusqu’à (âge)
item-ages = Âge
item-ages-between = De { $from } à { $to } ans
item-ages-from = À partir de { $from } ans
item-ages-to = Jusqu’à { $to } ans
item-audience = Public
item-programme = Programme
item-substitutes = À défaut, à la maison
item-substitutes-hint = Une ligne par objet, sur ce modèle : haltères = bouteilles d’eau

## Où cela se trouve

item-carrier = Support actuel
carrier-in-person = Enseigné en salle, rien n’est noté
carrier-paper = Papier
carrier-disc = DVD ou CD
carrier-tape = Cassette
carrier-photos = Photos ou diapositives
carrier-file = Fichier
carrier-other = Autre
item-place = Rangement
item-condition = État du support
condition-good = Comme neuf
condition-worn = Usé, mais complet
condition-fragile = Fragile
condition-damaged = Abîmé, incomplet
item-owner = Responsable
item-review = À revoir le
item-not-digitisable = Ce qui ne peut pas être numérisé, et pourquoi
item-package = Paquet d’archives (BagIt)
labels-title = Autocollants
labels-one = Autocollant
labels-lead = Imprimez cette page et collez chaque autocollant sur ce qu’il nomme : photographier le code ouvre la fiche.
labels-code = Code qui ouvre la fiche « { $title } »
labels-left-out =
    { $count ->
        [one] { $count } fiche de plus correspond, sans autocollant ici. Filtrez l’inventaire pour l’avoir.
       *[other] { $count } fiches de plus correspondent, sans autocollant ici. Filtrez l’inventaire pour les avoir.
    }

## Histoire d’une fiche

changes-none = Aucune modification n’est notée.
changes-count =
    { $count ->
        [one] Histoire de la fiche : { $count } modification
       *[other] Histoire de la fiche : { $count } modifications
    }
changes-by = { $who }, { $when }
changes-import = Une importation
changes-course = Suite d’une autre action
changes-gone = Quelqu’un dont le compte n’existe plus
changes-before = Avant :
changes-after = Après :
changes-nothing = rien
changes-back = Remettre
changes-put-back = Le champ a repris sa valeur d’avant.
changes-since = Depuis que vous avez ouvert ce formulaire :

## Plusieurs fiches à la fois

inventory-sort = Ordre
inventory-by-change = Dernière modification
bulk-title = Modifier plusieurs fiches
bulk-chosen = Modifier les fiches cochées
bulk-rest =
    { $count ->
        [one] Modifier tout le résultat ({ $count } fiche), sauf les cochées
       *[other] Modifier tout le résultat ({ $count } fiches), sauf les cochées
    }
bulk-tick = Choisir
bulk-tick-one = Choisir « { $title } »
bulk-nothing-title = Aucune fiche n’est cochée
bulk-nothing-text = Dans l’inventaire, cochez les fiches à modifier ensemble, ou prenez tout le résultat d’une recherche.
bulk-back = Retourner à l’inventaire
bulk-choose = Que voulez-vous modifier ? Rien ne change avant que vous ayez vu l’effet.
bulk-add-tag = Ajouter une étiquette
bulk-remove-tag = Retirer une étiquette
bulk-look = Voir l’effet
bulk-will =
    { $changed ->
        [0] Rien ne changerait : les fiches choisies ({ $chosen }) sont déjà ainsi
        [one] { $changed } fiche changerait, sur { $chosen }
       *[other] { $changed } fiches changeraient, sur { $chosen }
    }
bulk-more =
    { $count ->
        [one] Et { $count } autre fiche.
       *[other] Et { $count } autres fiches.
    }
bulk-do =
    { $changed ->
        [one] Modifier { $changed } fiche sur { $chosen }
       *[other] Modifier { $changed } fiches sur { $chosen }
    }
bulk-other = Choisir autre chose
bulk-done =
    { $count ->
        [0] Rien n’a changé : les fiches étaient déjà ainsi.
        [one] { $count } fiche est modifiée.
       *[other] { $count } fiches sont modifiées.
    }
bulk-undo = Annuler cette modification
bulk-undone =
    { $restored ->
        [one] { $restored } fiche est comme avant. Modifiées entretemps, et laissées telles quelles : { $kept }.
       *[other] { $restored } fiches sont comme avant. Modifiées entretemps, et laissées telles quelles : { $kept }.
    }

## Liens entre les fiches

links-title = Liens
links-part-of = Fait partie de
links-part-of-back = Comprend
links-translation-of = Traduit
links-translation-of-back = Est traduit par
links-derived-from = Vient de
links-derived-from-back = A donné
links-add = Lier à une autre fiche
links-kind = Cette fiche
links-other = L’autre fiche
links-other-hint = Sa cote, ou l’adresse de sa page.
links-do = Lier
links-remove = Délier
links-remove-one = Délier « { $title } »
links-linked = Les deux fiches sont liées.
links-unlinked = Le lien est enlevé.

## Photos et fichiers joints

attachments-title = Photos et fichiers
attachments-add = Joindre une photo ou un fichier
attachments-photograph = Photographier
attachments-photograph-hint = La cassette, le boîtier, l’étiquette. Le lieu et l’heure que l’appareil inscrit dans la photo ne sont pas gardés.
attachments-file = Ou choisir un fichier
attachments-file-hint = Jusqu’à { $size }. Un fichier qui n’est pas une photo (JPEG, PNG ou WebP) est gardé tel quel.
attachments-do = Joindre
attachments-facts = { $who }, { $when } ({ $size })
attachments-remove = Supprimer
attachments-remove-one = Supprimer « { $name } »
attachments-attached = C’est joint à la fiche.
attachments-removed = Le fichier joint est supprimé.
