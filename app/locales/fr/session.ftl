# La page d'une séance et le lecteur.

session-stage = Lecteur
session-play = Regarder la séance
session-listen = Écouter la séance
session-resume = Reprendre à { $time }
session-from-start = Depuis le début
session-resumed = Repris à { $time }
session-before = Avant de commencer
session-about = Cette séance
session-related = Dans le même esprit
session-duration = Durée
session-level = Niveau
session-equipment = Équipement
session-language = Langue
session-kind = Genre
session-tags = Thèmes
session-added = Au catalogue depuis le { $date }
session-closed-title = Connectez-vous pour regarder
session-closed-text = Cette séance est offerte aux membres du centre.
session-nothing-title = Il n’y a encore rien à regarder
session-nothing-text = La vidéo de cette séance se prépare. Revenez dans un moment.
session-see-catalogue = Voir le catalogue
session-no-script = Votre navigateur ne lance pas les scripts de cette page, et la lecture en a besoin. Le reste du site fonctionne sans eux.

## Player

player-signs = Langue des signes
player-loading = La séance se prépare…
player-trouble-title = La lecture s’est arrêtée
player-trouble-text = Le centre ne répond pas, ou la connexion est coupée. Ce que vous avez vu est gardé.
player-again = Réessayer
player-refused-title = Cette séance ne peut pas être lue
player-refused-text = Votre compte ne permet pas de la regarder, ou elle vient d’être retirée du catalogue.
player-signed-out-title = Vous êtes déconnecté
player-signed-out-text = Connectez-vous de nouveau pour continuer ; la séance reprendra au même endroit.
player-finished = Séance terminée
player-replay = Revoir

## Guides

guide-download = Télécharger le document
guide-nav = Pages du guide
guide-page = Page { $number }
guide-page-of = Page { $number } / { $count }
guide-page-alt = Image de la page { $number } sur { $count }
guide-turn = Tourner les pages
guide-previous = Page précédente
guide-next = Page suivante
guide-sizes = Taille de la page
guide-zoom = { $percent } %
guide-text = Texte de la page
guide-no-text = Cette page n’a pas de texte que nous puissions lire.
guide-all = Toutes les pages à la suite
guide-one = Page par page
guide-closed-title = Connectez-vous pour lire
guide-closed-text = Ce guide est offert aux membres du centre.
guide-read = Lire le guide
guide-resume = Reprendre à la page { $number }
guide-to-page = Aller à la page (1 à { $count })
guide-to-page-do = Y aller
guide-find = Chercher dans ce guide
guide-find-do = Chercher
guide-found =
    { $count ->
        [0] Aucune page ne contient tous ces mots
        [one] { $count } page contient ces mots
       *[other] { $count } pages contiennent ces mots
    }

session-chapters = Chapitres
session-transcript = Transcription
session-transcript-find = Chercher dans ce qui se dit
session-transcript-none = Rien dans la transcription.
