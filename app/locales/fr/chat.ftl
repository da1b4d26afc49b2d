# Ce qui se dit à côté d’un direct.

chat-title = Discussion
chat-empty = Les messages paraîtront ici.
chat-hour = { " " }h{ " " }
chat-staff = Équipe
chat-is-question = Question
chat-is-hidden = Masqué
chat-text = Votre message
chat-question = C’est une question
chat-send = Envoyer
chat-slow = Un message toutes les { $seconds } secondes au plus.
chat-lost = La connexion manque et rien n’est parti. Ce que vous avez écrit est encore là : réessayez.
chat-privacy = { $days ->
    [0] Les autres voient votre prénom et une initiale. L’équipe voit votre nom. Tout s’efface à la fin de la séance.
    [one] Les autres voient votre prénom et une initiale. L’équipe voit votre nom. Tout s’efface après un jour.
   *[other] Les autres voient votre prénom et une initiale. L’équipe voit votre nom. Tout s’efface après { $days } jours.
    }

chat-notice-off = Fermé pour l’instant.
chat-notice-questions = Questions seulement. Tout le monde voit la vôtre.
chat-notice-blocked = L’équipe a mis fin à vos messages pour cette séance. Vous pouvez continuer à la suivre.

chat-reactions = Réactions
chat-heart = J’aime
chat-clap = Bravo
chat-fire = Super
chat-wave = Salut
chat-hand = Question

chat-mode = Les membres écrivent
chat-mode-open = Tout
chat-mode-questions = Des questions
chat-mode-off = Rien
chat-pause = Pause, en secondes
chat-hide = Masquer
chat-show = Montrer
chat-block = Bloquer la personne
chat-unblock = Débloquer la personne

problem-chat-off = La discussion est fermée pour l’instant. Ce que vous avez écrit est encore là.
problem-chat-slow = C’est un peu vite. Attendez quelques secondes, puis renvoyez : ce que vous avez écrit est encore là.
problem-chat-words = Ce message contient un mot qui n’a pas sa place ici. Changez-le, puis renvoyez.
problem-chat-blocked = L’équipe a mis fin à vos messages pour cette séance. Vous pouvez continuer à la suivre.
problem-reactions-slow = Merci de votre élan. Attendez quelques secondes avant la prochaine réaction.
