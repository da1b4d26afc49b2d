### Ce que voient la gestion et l’administration : pilotes, membres, destinations

## Pilotes

pilots-title = Pilotes
pilots-lead = Chaque pilote pose une question et y répond avec des chiffres que l’on peut montrer.
pilots-new = Nouveau pilote
pilots-empty-title = Pas encore de pilote
pilots-empty-text = Un projet pilote, c’est quelques séances, des personnes invitées et une question. Écrivez d’abord la question ; les chiffres viendront d’eux-mêmes.
pilots-until = jusqu’au { $date }
pilots-ended = terminé le { $date }
pilots-undated = dates à fixer
pilots-items =
    { $count ->
        [one] { $count } fiche
       *[other] { $count } fiches
    }
pilot-state-idea = Idée
pilot-state-preparation = En préparation
pilot-state-running = En cours
pilot-state-review = À décider
pilot-state-decided = Décidé

## Ce que disent les chiffres, en une phrase

pilot-says-no-items = Il manque des fiches et des invitations
pilot-says-nobody = Il manque des invitations
pilot-says-no-target = Pas de cible : rien à quoi comparer les chiffres
pilot-says-few = Trop peu de personnes pour le dire
pilot-says-early = Trop tôt pour le dire
pilot-says-ahead = En avance sur la cible
pilot-says-late = En retard sur la cible
pilot-says-reached = Cible atteinte
pilot-says-missed = Sous la cible : à décider
pilot-says-decided = Décidé
pilot-completed-so-far = { $share } des personnes invitées ont terminé une séance ; la cible est { $target }.
pilot-started-so-far = { $share } des personnes invitées ont commencé une séance ; la cible est { $target }.

## Page d’un pilote

pilot-saved = Le pilote est enregistré.
pilot-edit = Modifier
pilot-from-to = du { $from } au { $to }
pilot-from = à partir du { $from }
pilot-to = jusqu’au { $to }
pilot-question = La question
pilot-no-question = La question n’est pas encore écrite.
pilot-target = Cible :
pilot-target-started = { $share } des personnes invitées commencent une séance
pilot-target-completed = { $share } des personnes invitées terminent une séance
pilot-no-target = aucune pour le moment
pilot-uptake = Qui est venu
pilot-uptake-empty-title = Personne n’est encore invité
pilot-uptake-empty-text = Les chiffres paraîtront ici dès les premières invitations. Ce que regarde le personnel n’y compte jamais.
pilot-watched = Temps de visionnement total
pilot-watched-def = Le temps que les personnes invitées ont passé à regarder les séances du pilote depuis leur invitation ; un passage revu compte de nouveau, deux fenêtres à la fois ne comptent qu’une fois.
pilot-table = Tableau et définitions
pilot-csv = Télécharger (CSV)
pilot-sessions = Les séances
pilot-sessions-none = Aucune fiche n’est encore choisie.
pilot-sessions-unpublished = Pas encore au catalogue
pilot-invite = Inviter
pilot-invite-lead = Estrade n’écrit à personne : l’invitation part de votre courriel. Inscrivez ici les adresses, pour que ces personnes soient reconnues quand elles viennent.
pilot-emails = Adresses courriel
pilot-emails-hint = Une par ligne, ou séparées par des virgules. Une personne déjà invitée ne l’est pas deux fois.
pilot-invite-do = Inscrire les invitations
pilot-invited =
    { $count ->
        [one] { $count } personne de plus est invitée.
       *[other] { $count } personnes de plus sont invitées.
    }
pilot-already =
    { $count ->
        [one] { $count } l’était déjà.
       *[other] { $count } l’étaient déjà.
    }
pilot-invite-problems =
    { $count ->
        [one] Une entrée n’est pas une adresse
       *[other] { $count } entrées ne sont pas des adresses
    }
pilot-invite-problems-text = Corrigez la liste et renvoyez-la : personne n’est invité deux fois.
pilot-invite-entry = « { $entry } »

## Les étapes, de l’invitation au retour

funnel-label = De l’invitation au retour ; les mêmes chiffres sont dans le tableau qui suit.
funnel-step = Étape
funnel-people = Personnes
funnel-share = Part des invités
funnel-definition = Définition
funnel-invited = Invités
funnel-invited-def = Adresses inscrites comme invitées, chacune comptée une fois.
funnel-signed-in = Se sont connectés
funnel-signed-in-def = Parmi les personnes invitées, les membres qui se sont connectés depuis l’invitation. Le personnel n’est compté ni ici ni plus bas.
funnel-started = Ont commencé
funnel-started-def = Parmi ces membres, ceux qui ont regardé au moins dix secondes d’une séance du pilote.
funnel-half = À mi-chemin
funnel-half-def = Parmi ces membres, ceux qui, depuis leur invitation, ont vu au moins la moitié d’une séance ou en ont terminé une.
funnel-completed = Ont terminé
funnel-completed-def = Parmi ces membres, ceux qui ont terminé une séance.
funnel-returned-7d = Sont revenus en 7 jours
funnel-returned-7d-def = Parmi ceux qui ont terminé une séance, ceux qui ont regardé de nouveau, un autre jour, dans les sept jours suivant la première fois.
funnel-returned-30d = Sont revenus en 30 jours
funnel-returned-30d-def = Parmi ceux qui ont terminé une séance, ceux qui ont regardé de nouveau, un autre jour, dans les trente jours suivant la première fois.
few-short = Moins de cinq
few-mark = < 5
few-text = Moins de cinq personnes : nous ne montrons pas le chiffre.

## Formulaire d’un pilote

pilot-new-title = Nouveau pilote
pilot-edit-title = Modifier le pilote
pilot-form-ask = Que voulez-vous savoir ?
pilot-form-title = Nom du pilote
pilot-form-hypothesis = Hypothèse
pilot-form-hypothesis-hint = Ce que vous croyez, et qui pourrait se révéler faux
pilot-form-when = Quand, et pour quel résultat ?
pilot-form-starts = Début
pilot-form-ends = Fin
pilot-form-started = Commencent une séance (%)
pilot-form-completed = Terminent une séance (%)
pilot-form-percent-hint = Part des personnes invitées, de 1 à 100
pilot-form-items = Avec quelles fiches ?
pilot-form-items-none = Aucune fiche n’est publiée pour le moment. Vous pourrez en choisir plus tard.
pilot-form-items-cut = Les { $count } fiches publiées les plus récentes sont proposées.
pilot-form-save = Enregistrer le pilote
field-not-invited = Cette entrée n’est pas une adresse
problem-some-not-invited = Certaines entrées ne sont pas des adresses ; les autres personnes sont invitées. Corrigez la liste et renvoyez-la.
field-not-percent = La part est un nombre entier, de 1 à 100
pilot-meanwhile-title = Quelqu’un d’autre vient de modifier ce pilote
pilot-meanwhile-text = Ce que vous avez écrit est gardé ci-dessous. Ouvrez le pilote dans un autre onglet pour voir ce qui a changé ; si vous enregistrez maintenant, votre version remplacera la sienne.
pilot-meanwhile-see = Voir le pilote actuel

## Membres

members-title = Membres
members-lead = Les personnes qui peuvent se connecter, et ce qu’elles peuvent faire.
members-new = Ajouter une personne
members-count =
    { $count ->
        [one] { $count } personne
       *[other] { $count } personnes
    }
members-name = Nom
members-role = Rôle
members-language = Langue
members-state = État
members-active = Actif
members-closed = Fermé
members-created = La personne peut maintenant se connecter.
members-email = Adresse courriel
members-password = Premier mot de passe
members-password-hint = Au moins { $min } caractères. Donnez-le de vive voix.
members-role-hint = Chaque rôle permet aussi tout ce que permet le précédent.
members-add = Ajouter la personne

## Destinations

feeds-title = Destinations
feeds-lead = Où vont les événements des profils. Seuls partent ceux des membres qui l’ont permis.
feeds-empty-title = Aucune destination
feeds-empty-text = Rien ne quitte Estrade. Ajoutez une destination quand l’évaluation des facteurs relatifs à la vie privée sera faite.
feeds-count =
    { $count ->
        [one] { $count } destination
       *[other] { $count } destinations
    }
feeds-state = État
feeds-active = En service
feeds-inactive = Arrêtée
feeds-secret = Gardez ce secret maintenant
feeds-secret-text = Il signe chaque envoi et ne sera plus montré.
feeds-new = Ajouter une destination
feeds-url = Adresse
feeds-url-hint = En https ; chaque événement y est envoyé, signé
feeds-kind = Format
feeds-kind-webhook = Webhook signé
feeds-purpose = Usage consenti
feeds-purpose-hint = Rien ne part pour un membre qui refuse cet usage.
feeds-country = Pays où les données arrivent
feeds-country-hint = Le code à deux lettres : CA, FR, US
feeds-assessment = Évaluation
feeds-assessment-hint = Où la lire. La Loi 25 l’exige dès que des données sortent du Québec.
feeds-add = Ajouter la destination
feeds-deliveries = Derniers envois
feeds-deliveries-empty-title = Rien n’est encore parti
feeds-deliveries-empty = Un envoi paraît ici dès qu’un membre qui l’a permis termine une séance.
feeds-when = Quand
feeds-event = Événement
feeds-outcome = Résultat
feeds-tries = Essais
feeds-state-pending = En attente
feeds-state-sent = Reçu
feeds-state-failed = Abandonné
feeds-state-dropped = Retenu : le membre a refusé
feeds-problem-http = La destination a répondu { $status }.
feeds-problem-timeout = La destination n’a pas répondu à temps.
feeds-problem-unreachable = La destination est injoignable.
feeds-problem-no-answer = La destination a coupé la connexion sans répondre.
feeds-problem-feed-inactive = La destination a indiqué qu’elle n’existe plus.
feeds-problem-refused-address = Son adresse mène maintenant à un réseau privé.
feeds-problem-unknown-host = Son nom d’hôte ne mène plus nulle part.
feeds-problem-other = L’envoi a échoué.
feeds-replay = Renvoyer ce qui a été abandonné
feeds-replay-none = Rien n’a été abandonné.
feeds-replayed =
    { $count ->
        [one] { $count } envoi repart.
       *[other] { $count } envois repartent.
    }
