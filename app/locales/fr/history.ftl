# L'historique du membre.

history-title = Mon historique
history-lead = Ce que vous avez regardé, visible de vous seul.
history-delete-all = Tout supprimer
history-delete = Supprimer
history-done = Terminée
history-at = Arrêtée à { $time }
history-at-page = Lecture arrêtée à la page { $number }
history-read =
    { $read ->
        [one] { $read } page lue sur { $count }
       *[other] { $read } pages lues sur { $count }
    }
history-part = Part vue
history-gone = N’est plus offerte
history-more = Plus anciennes
history-deleted-one = La séance est effacée de votre historique.
history-deleted = Votre historique est effacé.
history-empty-title = Rien encore
history-empty-text = Les séances que vous regardez se rangent ici, avec l’endroit où vous vous êtes arrêté.
history-empty-first = Choisir une première séance
history-how = Comment est-ce compté ?
history-how-part = Part vue
history-how-part-text = Les moments différents que vous avez vus. Un passage revu n’est compté qu’une fois.
history-how-watched = Temps de visionnement
history-how-watched-text = Tout le temps passé à regarder, passages revus compris. Ni les pauses ni les sauts en avant ne comptent.
history-how-done = Terminée
history-how-done-text = Vous avez vu au moins { $percent } de la séance, en une ou plusieurs fois.
history-watched = { $time } de visionnement
history-all-title = Tout supprimer
history-all-text = Votre historique et vos points de reprise seront effacés tout de suite, sans retour possible. Ils ne compteront plus dans les totaux du centre.
history-all-sure = Oui, effacer tout mon historique
history-all-do = Tout supprimer
