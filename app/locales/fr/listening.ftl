### Ce que disent les membres

## Questions posées aux membres

listen-nps = Recommanderiez-vous ces séances à une personne de votre entourage ?
listen-nps-least = 0 : pas du tout
listen-nps-most = 10 : tout à fait
listen-ces = Cette séance a-t-elle été facile à trouver et à suivre ?
listen-ces-least = 1 : très difficile
listen-ces-most = 7 : très facile
listen-why = Un mot pour expliquer
listen-do = Envoyer
listen-later = Plus tard
listen-later-noted = C’est noté : nous ne vous le redemanderons pas avant deux semaines.
listen-privacy = Votre réponse n’est jamais montrée sous votre nom.
listen-word = Un mot sur cette séance
listen-word-text = Le personnel le lira, sans savoir de qui il vient.
listen-word-label = Quelques mots, si vous voulez
listen-pain = Quelque chose m’a gêné
listen-delight = J’ai aimé
listen-idea = J’ai une idée
listen-thanks = Merci, c’est noté.
listen-already = Vous nous l’avez dit récemment : rien de plus n’a été noté.

## Ce qui en ressort

heard-title = Ce que disent les participants
heard-none = Moins de cinq personnes ont répondu : nous ne montrons rien encore.
heard-nps = Recommandation (NPS)
heard-nps-def = La part de 9 et 10 moins la part de 0 à 6, de −100 à 100. La marge contient la vraie valeur dix-neuf fois sur vingt.
heard-ces = Facilité (CES)
heard-ces-def = La moyenne des réponses, de 1 à 7. La marge contient la vraie valeur dix-neuf fois sur vingt.
heard-score = { $score } ± { $margin }
heard-answers =
    { $count ->
        [one] { $count } réponse
       *[other] { $count } réponses
    }
heard-words = Mots laissés
heard-pain = Gêne
heard-delight = Plaisir
heard-idea = Idée
problem-not-attended = Regardez d’abord cette séance : votre avis portera sur elle.
problem-staff-say-elsewhere = Les réponses du personnel ne sont pas comptées avec celles des membres.
