# Les séances en direct : l'horaire, l'attente, le direct, le studio.

live-state-scheduled = Annoncé
live-state-waiting = Attendu
live-state-live = En direct
live-state-interrupted = En direct, interrompu
live-state-ended = Terminé
live-state-replay = En reprise
live-state-cancelled = Annulé

live-until = Dans { $time }
live-any-moment = D’un instant à l’autre
live-waiting-text = La séance s’ouvrira ici d’elle-même : vous pouvez laisser cette page ouverte.
live-no-script = Rechargez cette page à l’heure de la séance. Pour regarder, le navigateur doit lancer les scripts de la page.
live-watch = Rejoindre le direct
live-watch-again = Revoir la séance
live-ended-text = Le direct est terminé. Vous pouvez le revoir ici.
live-cancelled-title = Cette séance n’aura pas lieu
live-cancelled-text = Elle a été annulée. L’horaire montre les prochaines.
live-see-schedule = Voir l’horaire
live-interrupted-text = La salle a perdu sa connexion. Restez : la séance reprendra ici.
live-present = { $n ->
    [one] { $count } personne présente
   *[other] { $count } personnes présentes
    }
live-behind = { $seconds } s après la salle
live-unit-day = j
live-unit-hour = h
live-unit-minute = min
live-unit-second = s
live-instead = { $name }, à la place de { $usual }
live-hidden = Hors catalogue

schedule-title = Horaire
schedule-lead = Les séances données en direct, à l’heure de Montréal.
schedule-subscribe = S’abonner au calendrier
schedule-centres = Centres
schedule-all-centres = Tous les centres
schedule-from-to = { $from } à { $to }
schedule-empty-title = Rien d’annoncé pour l’instant
schedule-empty-text = Les prochaines séances en direct paraîtront ici. D’ici là, le catalogue est ouvert.

lives-title = Directs
lives-coming = À venir
lives-past = Passés
lives-empty-title = Aucun direct
lives-empty-text = Un direct s’annonce depuis la fiche d’une classe. Il paraîtra ici avec son studio.
lives-announced = Directs annoncés
lives-announce = Annoncer un direct
lives-announce-text = La séance paraît tout de suite à l’horaire et au catalogue. Elle est toujours enregistrée.
lives-date = Jour
lives-time = Heure
lives-minutes = Durée en minutes
lives-weeks = Nombre de semaines
lives-weeks-hint = Plus d’une : la même séance, chaque semaine à la même heure.
lives-replay = Garder la reprise au catalogue après le direct
lives-no-replay = Retirer la séance du catalogue après le direct
lives-public = Montrer aussi la page aux visiteurs ; pour regarder, il faut toujours un compte
lives-announce-button = Annoncer

studio-page = Page de la séance
studio-item = Fiche
studio-announced = C’est annoncé. Demandez une clé de diffusion, puis faites un essai : jusqu’à quinze minutes avant l’heure, personne d’autre ne vous voit.
studio-moved = La séance est déplacée. L’horaire et les calendriers suivent, et qui a demandé un rappel apprend le changement.
studio-changed = C’est changé.
studio-now-on-air = Vous êtes en ondes.
studio-just-ended = Le direct est terminé. Sa reprise se prépare.
studio-incoming = Ce qui arrive de la salle
studio-nothing-comes = Rien n’arrive pour l’instant. Lancez la diffusion dans votre logiciel : l’image paraîtra ici.
studio-rehearsal = C’est un essai : seul le personnel voit cette image. Les membres la verront quinze minutes avant l’heure, ou dès que vous passez en ondes.
studio-on-air = Passer en ondes
studio-end = Terminer le direct
studio-viewers = Personnes présentes
studio-bitrate = Débit
studio-mbit = Mbit/s
studio-size = Image
studio-smaller = Image réduite, à côté
studio-frame-rate = Cadence
studio-per-second = images/s
studio-keyframes = Entre deux images clés
studio-dropped = Images perdues
studio-reconnects = Retours de l’encodeur
studio-spooled = Segments en attente

studio-trouble-two-encoders = Un second encodeur est venu avec la même clé pendant que le premier diffusait, et a pris sa place. S’il n’est pas à vous, demandez une nouvelle clé : les deux s’arrêtent, et seule la nouvelle clé permet de continuer.
studio-trouble-picture-refused = Le dernier essai envoyait une image que les navigateurs ne lisent pas. Choisissez l’encodeur « H.264 » dans votre logiciel, puis relancez la diffusion.
studio-trouble-sound-refused = Le dernier essai envoyait un son que les navigateurs ne lisent pas. Choisissez « AAC » pour le son, puis relancez la diffusion.
studio-trouble-unreadable = Le dernier essai n’a pas pu être lu. Relancez la diffusion ; si cela continue, redémarrez votre logiciel.
studio-trouble-picture-missing = Le son arrive, mais pas l’image. Vérifiez que la caméra est dans la scène.
studio-trouble-sound-missing = L’image arrive, mais pas le son. Vérifiez le micro ; entre-temps, les membres entendent du silence.
studio-trouble-keyframes-far = Les images clés sont trop espacées : rejoindre la séance prend autant de secondes. Réglez l’intervalle d’images clés sur 2 s.
studio-trouble-behind = Votre connexion est trop lente pour ce débit. Baissez-le, ou passez par un câble.
studio-trouble-clock-backwards = L’horloge de l’encodeur recule par moments. C’est corrigé ici ; redémarrez le logiciel avant la prochaine séance.
studio-trouble-store-away = L’entrepôt ne répond pas. Le direct continue, et ce qui est enregistré attend ici : rien n’est perdu.

studio-key = Votre clé de diffusion
studio-key-text = Elle ne sera plus montrée. Copiez-la dans votre logiciel maintenant ; quiconque la connaît peut diffuser à votre place.
studio-key-name = Clé de diffusion
studio-server = Serveur
studio-to-send = Ce qu’il faut à votre logiciel
studio-key-none = Pas encore demandée
studio-key-given = Déjà remise. Elle n’est montrée qu’une fois : si vous ne l’avez plus, demandez-en une nouvelle.
studio-how = Diffuser avec OBS, un téléphone ou un encodeur
studio-how-key = Demandez une clé de diffusion sur cette page. Elle ne vaut que pour cette séance.
studio-how-obs = Dans OBS : Paramètres, Flux, service « Personnalisé ». Collez le serveur et la clé, puis entrez les réglages ci-dessous dans Sortie.
studio-how-start = Commencez à diffuser. L’image paraît en haut de cette page en trois secondes ; les membres vous verront à l’heure dite.
studio-set-encoder = Encodeur
studio-set-encoder-value = x264 ou matériel, H.264
studio-set-keyframes = Intervalle d’images clés
studio-set-keyframes-value = 2 s
studio-set-bitrate = Débit vidéo
studio-set-bitrate-value = 2 500 kbit/s pour 720p, 4 500 kbit/s pour 1080p
studio-set-sound = Son
studio-set-sound-value = AAC, 160 kbit/s, 48 kHz
studio-get-key = Demander une clé
studio-new-key = Demander une nouvelle clé
studio-new-key-text = La clé d’avant ne vaudra plus rien, et une diffusion en cours avec elle s’arrêtera.
studio-over-replay = Le direct est terminé et sa reprise est au catalogue. Vous pouvez la couper ou changer son image depuis la fiche.
studio-over-hidden = Le direct est terminé. Sa reprise est prête et n’est pas au catalogue ; vous pouvez la publier depuis la fiche.
studio-over-making = Le direct est terminé. Sa reprise se prépare ; les membres qui y ont droit le revoient déjà à la même adresse.
studio-to-recording = Voir l’enregistrement
studio-change = Heure, remplacement, reprise, annulation
studio-substitute = À la place
studio-substitute-hint = Qui donne la séance cette fois-ci. Vide : { $name }
studio-save = Enregistrer
studio-cancel = Annuler la séance
studio-not-cancelled = Rétablir la séance
studio-move-text = Tant qu’elle n’a pas commencé, la séance peut changer de jour ou d’heure. Son adresse et sa clé restent les mêmes.
studio-move = Déplacer la séance
studio-following = { $n ->
    [one] Et aussi la séance suivante, annoncée avec celle-ci
   *[other] Et aussi les { $count } séances suivantes, annoncées avec celle-ci
    }
