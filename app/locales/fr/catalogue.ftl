# Le catalogue et ses cartes.

catalogue-title = Catalogue
catalogue-filters = Filtres
catalogue-filters-close = Fermer les filtres
catalogue-chosen =
    { $count ->
        [one] { $count } choisi
       *[other] { $count } choisis
    }
catalogue-chosen-label = Filtres choisis
catalogue-remove = Retirer le filtre
catalogue-clear = Tout effacer
catalogue-apply = Voir les résultats
catalogue-results = Résultats
catalogue-count =
    { $count ->
        [0] Aucune séance
        [one] { $count } séance
       *[other] { $count } séances
    }
catalogue-sort = Classer par
catalogue-sort-do = Classer
sort-new = Nouveautés
sort-title = Titre
sort-duration = Plus courtes
catalogue-more = Plus de séances
catalogue-first = Revenir au début
catalogue-shown = { $shown } sur { $count }
catalogue-empty-title = Rien ne correspond
catalogue-empty-text = Aucune séance ne réunit ces mots et ces filtres. Essayez un mot plus général, ou retirez un filtre.
catalogue-empty-clear = Effacer les filtres
catalogue-empty-members = Beaucoup de séances sont réservées aux membres : connectez-vous pour chercher aussi parmi elles.
catalogue-bare-title = Le catalogue est encore vide
catalogue-bare-text = Les séances publiées par le centre paraîtront ici.

## Facets

facet-any = Peu importe
facet-more = Plus de choix
facet-duration-max = Durée
facet-level = Niveau
facet-equipment = Équipement
facet-language = Langue
facet-kind = Genre
facet-instructor = Personne qui enseigne
facet-centre = Centre
facet-tag = Thème
facet-minutes = { $minutes } min ou moins

## Cards

card-duration = Durée :
card-minutes = { $minutes } min
card-pages =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
card-by = Avec { $name }
card-seen = Déjà vu
card-pages-read = Pages lues : { $read } sur { $count }
card-left = Il reste { $minutes } min
card-done = Terminée
