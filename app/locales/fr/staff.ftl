### Ce que voit le personnel : l’inventaire, l’enregistrement et l’importation

## Inventaire

inventory-title = Inventaire
inventory-lead = Tout ce que le centre possède ou pourrait offrir, numérisé ou non.
inventory-import = Importer
inventory-export =
    { $count ->
        [one] Exporter cette fiche ({ $form })
       *[other] Exporter ces { $count } fiches ({ $form })
    }
inventory-export-all = Exporter tout l’inventaire ({ $form })
inventory-new = Nouvelle fiche
inventory-search = Chercher un titre, une cote, une personne
inventory-status = État
inventory-tag = Étiquette
inventory-filter = Filtrer
inventory-all = Voir toutes les fiches
inventory-view-alone = Voir toute la vue
inventory-item = Fiche
inventory-changed = Modifiée
inventory-count =
    { $count ->
        [one] { $count } fiche
       *[other] { $count } fiches
    }
inventory-empty-title = L’inventaire est encore vide
inventory-empty-text = Chaque cours, guide ou conférence aura ici sa fiche. Commencez par importer la liste que vous tenez déjà dans un tableur.
inventory-empty-import = Importer un fichier
inventory-none-title = Aucune fiche ne correspond
inventory-none-asked = Filtres en place : { $asked }.
inventory-none-words = Essayez un mot plus court, ou retirez un filtre. La recherche ne tient compte ni des accents ni des majuscules.
inventory-end-title = La liste s’arrête ici
inventory-end-text =
    { $count ->
        [one] La seule fiche de la liste est sur une page précédente.
       *[other] Les { $count } fiches de la liste sont sur les pages précédentes.
    }
asked-for = { $name } « { $value } »
asked-words = Mots
filter-all = Tous
pager-label = Pages de la liste
pager-shown = { $from } à { $to } sur { $count }
pager-first = Revenir au début
pager-next = Suivantes
item-deleted = La fiche est supprimée.

## Formulaire d’une fiche

item-new-title = Nouvelle fiche
item-edit-title = Modifier la fiche
item-what = De quoi s’agit-il ?
item-for = Pour qui, avec quoi ?
item-where = Où en est-on ?
item-title = Titre
item-description = Description
item-key = Cote
item-key-hint = Son nom dans votre tableur
item-duration = Durée
item-minutes = Durée en minutes
item-instructor = Personne qui enseigne
item-centre = Centre
item-equipment = Équipement
item-equipment-hint = Séparé par des virgules ; laissez le champ vide s’il n’en faut pas
item-tags = Étiquettes
item-tags-hint = Séparées par des virgules
item-status-hint = « Publié » et « Retiré » suivent la séance
item-language-none = Aucune
form-cancel = Annuler
field-key-taken = Une autre fiche porte déjà cette cote
field-title-missing = Écrivez un titre dans au moins une langue
field-not-minutes = La durée est un nombre de minutes, de 1 à 1440
field-unknown-choice = Choisissez une des valeurs proposées
item-save = Enregistrer la fiche
item-meanwhile-title = Quelqu’un d’autre vient de modifier cette fiche
item-meanwhile-text = Ce que vous avez écrit est gardé ci-dessous. Ouvrez la fiche dans un autre onglet pour voir ce qui a changé ; si vous enregistrez maintenant, votre version remplacera la sienne.
item-meanwhile-see = Voir la fiche actuelle
item-delete-title = Supprimer la fiche
item-delete-text = La fiche disparaît de l’inventaire, sans retour possible. Une fiche qui a des enregistrements ne peut pas être supprimée ; passez-la plutôt à « Écarté ».
item-delete-sure = Oui, supprimer cette fiche
item-delete-do = Supprimer la fiche

## Vie d’une fiche

item-saved = La fiche est enregistrée.
item-changed = Modifiée le { $when }
item-edit = Modifier
item-shelf = En réserve
item-no-description = Pas encore de description.
item-recording = Enregistrement
item-announced = Ces séances sont annoncées : elles sont à l’horaire et au catalogue.
item-session = Séance
item-session-later = La séance pourra être publiée quand l’enregistrement sera prêt.
item-publish-text = L’enregistrement est prêt. Publié, il paraît tout de suite au catalogue pour les membres.
item-publish-public = Montrer aussi la page aux visiteurs ; pour regarder, il faut toujours un compte
item-publish = Publier la séance
item-publish-anyway = Publier quand même
item-published-since = Offerte aux membres depuis le { $when }.
item-published-public = La page est visible de tous.
item-see = Voir la séance
item-session-recording = Enregistrement
item-session-guide = Guide
item-session-live = Direct du { $day }
item-studio = Ouvrir le studio
item-unpublish = Retirer du catalogue
item-withdrawn-text = La séance a été retirée du catalogue. Son adresse reste la même si vous la publiez de nouveau.
item-publish-again = Publier de nouveau
item-newer-text = Un enregistrement plus récent est prêt. Le publier le fera paraître à côté de la séance actuelle ; retirez ensuite celle-ci.
item-just-published = La séance est au catalogue.
item-just-unpublished = La séance n’est plus au catalogue.
item-pilots = Pilotes
item-no-pilot = Cette fiche ne fait partie d’aucun pilote.

## Enregistrement

recording-state-awaiting-upload = Envoi à terminer
recording-state-uploaded = Reçu
recording-state-processing = En préparation
recording-state-playable = Déjà visible
recording-state-ready = Prêt
recording-state-failed = À reprendre
recording-awaiting-text = { $received } sur { $size } reçus. Pour continuer, choisissez de nouveau le même fichier ci-dessous.
recording-uploaded-text = Le fichier est reçu au complet. Son tour vient ; vous pouvez quitter cette page.
recording-processing-text = { $percent }. Vous pouvez quitter cette page ; le travail continue.
recording-processing-left = { $percent }, encore { $left } environ. Vous pouvez quitter cette page ; le travail continue.
recording-playable-text = { $percent }. Une première version peut déjà être publiée ; les autres se préparent.
recording-changed = Du nouveau pour cet enregistrement.
recording-reload = Recharger la page
recording-failed-title = L’enregistrement n’a pas pu être préparé
recording-failed-kept = { $problem } L’original reçu est gardé.
recording-lesser-title = L’enregistrement peut être vu, mais pas dans toutes ses tailles
recording-lesser-kept = { $problem } La première version reste en place, et l’original reçu est gardé.
recording-retry = Réessayer
recording-other = Envoyer un autre fichier
recording-replace = Remplacer
recording-cancel = Abandonner cet envoi
recording-cancelled = L’envoi est abandonné ; ce qui était arrivé est effacé.
recording-retried = Le travail recommence à partir du fichier reçu.
recording-poster = Image de l’enregistrement
recording-renditions = Versions préparées
recording-pages =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
captions-title = Sous-titres
captions-none = Pas encore de sous-titres. Avec eux, on suit sans le son, et l’on retrouve un passage par ses mots.
captions-cues =
    { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
captions-sdh-short = sourds et malentendants
captions-edit = Corriger
captions-download = Télécharger
captions-remove = Enlever
captions-add = Ajouter un fichier de sous-titres
captions-file = Fichier
captions-file-hint = Un fichier .vtt ou .srt. Il remplace celui de la même langue, s’il y en a un.
captions-language = Langue du texte
captions-chapters-short = chapitres
captions-kind = Genre de texte
captions-kind-subtitles = Sous-titres : ce qui se dit
captions-kind-captions = Sous-titres pour sourds et malentendants : aussi les bruits et la musique
captions-kind-chapters = Chapitres : le nom de chaque partie
captions-add-do = Ajouter
captions-spoken = Langue parlée
captions-listen = Écrire les sous-titres automatiquement
captions-listen-hint = Un programme écoute et écrit. Relisez toujours ce qu’il propose.
captions-listening = L’écoute commence. Les sous-titres apparaîtront ici ; relisez-les.
captions-text = Texte et minutage : { $name }
captions-text-hint = Une ligne de temps, puis ce qui se dit, puis une ligne vide. Les membres voient la correction dès l’enregistrement.
captions-save = Enregistrer les sous-titres
captions-saved = Les sous-titres sont en place.
captions-removed = Les sous-titres sont enlevés.
recording-stored = Occupe { $size }, original compris.
recording-remove = Enlever cet enregistrement
recording-removed = L’enregistrement est enlevé. Vous pouvez le reprendre pendant sept jours.
recording-removed-name = « { $name } » est enlevé, et sera effacé après sept jours.
recording-restore = Remettre l’enregistrement
recording-restored = L’enregistrement est de retour.
recording-earlier = Enregistrements précédents
recording-received = Reçu le { $when }
rendition-height = Image
rendition-bitrate = Débit
rendition-size = Taille
rendition-sound = Son seul
rendition-mbits = { $value } Mbit/s
rendition-kbits = { $value } kbit/s

## Pourquoi un enregistrement a échoué ; l’API les dit aussi

media-problem-empty = Le fichier est vide.
media-problem-not-media = Le fichier n’est ni une vidéo, ni un son, ni un document, ni une image de page que nous savons lire.
media-problem-playlist = Le fichier est une liste de lecture, et non l’enregistrement lui-même.
media-problem-truncated = Le fichier s’arrête trop tôt : la copie depuis la caméra était sans doute incomplète.
media-problem-no-picture-or-sound = Le fichier ne contient ni image ni son.
media-problem-unsupported-codec = Le fichier est protégé, ou écrit dans un format que nous n’acceptons pas. Exportez-le en MP4 (H.264).
media-problem-password = Le PDF s’ouvre avec un mot de passe, et aucune page n’a pu être lue. Enregistrez-en une copie sans mot de passe, puis envoyez-la.
media-problem-no-office = Ce serveur ne sait pas transformer en pages les documents de bureautique. Enregistrez le document en PDF, puis envoyez ce PDF.
media-problem-unconvertible = Ce document n’a pas pu être transformé en pages : il est sans doute abîmé, protégé par un mot de passe ou trop lourd. Enregistrez-le en PDF, puis envoyez ce PDF.
media-problem-too-long = L’enregistrement est trop long. Coupez-le en plusieurs parties.
media-problem-too-large = L’image est trop grande. Exportez-la en 4K ou moins.
media-problem-too-many-streams = Le fichier contient trop de pistes. Exportez une seule piste d’image et une seule piste de son.
media-problem-timeout = Le travail a pris plus de temps que prévu. Réessayer peut suffire.
media-problem-stalled = Le travail n’avançait plus. Réessayer peut suffire.
media-problem-out-of-space = Il n’y avait plus assez de place sur le serveur. Prévenez l’administration, puis réessayez.
media-problem-cancelled = Le travail a été arrêté.
media-problem-engine-missing = Il manque un programme au serveur. Prévenez l’administration, puis réessayez.
media-problem-engine = Le travail a échoué pour une raison inconnue. Réessayez ; si cela continue, prévenez l’administration.

## Envoi d’un fichier

upload-choose = Déposez ici des vidéos, des sons, des documents ou des images de pages, ou choisissez des fichiers
upload-hint = Jusqu’à { $size } par fichier. L’envoi reprend tout seul si la connexion se coupe.
upload-queue = Envoi en cours
upload-progress = Envoi
upload-starting = L’envoi commence…
upload-sending = { $done } sur { $size }, encore { $left }
upload-sent = { $done } sur { $size }
upload-paused = En pause, { $done } sur { $size }. Rien n’est perdu.
upload-waiting = La connexion est coupée. L’envoi reprendra tout seul.
upload-done = Le fichier est arrivé. La page se met à jour…
upload-failed = L’envoi s’est arrêté. Choisissez de nouveau le même fichier : il reprendra où il en était.
upload-too-large = Ce fichier dépasse { $size }. Coupez-le en plusieurs parties.
upload-empty = Ce fichier est vide. Choisissez-en un autre.
upload-pause = Mettre en pause
upload-resume = Reprendre l’envoi
upload-cancel = Annuler l’envoi
upload-dismiss = Retirer de la liste
upload-no-script = Pour envoyer un fichier, il faut JavaScript dans le navigateur. Sans lui, l’API du serveur accepte les fichiers par le protocole tus 1.0.0 : voir POST /api/v1/recordings.

## Importation

import-title = Importer des fiches
import-lead = Partez du tableur que vous tenez déjà. Une ligne donne une fiche ; importer deux fois le même fichier ne crée pas de doublon, pourvu que chaque ligne porte une cote.
import-file = Fichier CSV ou XLSX
import-file-hint = CSV, classeur XLSX ou notices Dublin Core (XML), jusqu’à 64 Mo. Le séparateur et l’encodage sont reconnus.
import-check = Vérifier seulement, sans rien changer
import-check-hint = Le rapport dira ce que le fichier changerait.
import-do = Lire le fichier
import-template = Télécharger l’inventaire (CSV)
import-template-xlsx = Télécharger l’inventaire (XLSX)
import-content = Contenu
import-values = Valeurs reconnues
import-columns = Colonnes reconnues
import-columns-text = Donnez ces noms à vos colonnes, en français ou en anglais, ou gardez ceux d’une exportation. Les majuscules, les accents et la ponctuation ne comptent pas, et bien des noms voisins sont reconnus : vous vérifiez avant la lecture. Les valeurs s’écrivent en toutes lettres, dans l’une ou l’autre langue.
import-col-kind = Exigé.
import-col-title = Au moins un des deux titres.
import-col-key = Reconnaît la fiche d’une importation à l’autre.
import-col-id = Ce qu’une exportation écrit : il reconnaît la fiche.
import-col-lists = Plusieurs valeurs, séparées par des points-virgules.
import-col-pairs = Chaque objet, un signe égal, puis ce qui en tient lieu ; un point-virgule entre deux.
import-col-duration = 45, 45 min ou 1 h 30.
import-col-language = En toutes lettres, ou par son code.
import-col-date = Par exemple 2027-03-01 ou 01/03/2027.
import-col-status = « Publié » et « Retiré » suivent la séance : un fichier ne les change pas.
import-col-own = Champ de votre organisation.
import-recent = Importations récentes
import-recent-none = Aucun fichier n’a encore été importé.
import-report = Rapport d’importation
import-report-check = Rapport de vérification
import-state = État
import-state-received = Reçu
import-state-reading = Lecture en cours
import-state-done = Lu
import-state-failed = Illisible
import-checked-only = Vérification
import-written = Importation
import-way = Genre
import-reading-title = La lecture du fichier est en cours
import-reading-text = Cette page se met à jour toute seule. Vous pouvez aussi la quitter : le rapport reste ici.
import-all = Tout est entré
import-all-text = Chaque ligne a sa fiche dans l’inventaire.
import-all-checked = Tout est prêt à entrer
import-all-checked-text = Rien n’a été changé dans l’inventaire.
import-partly = Presque tout est entré
import-partly-checked = Presque tout est prêt à entrer
import-partly-text =
    { $count ->
        [one] Un point attend une correction. Corrigez votre fichier, puis importez-le de nouveau : le reste ne changera pas.
       *[other] { $count } points attendent une correction. Corrigez votre fichier, puis importez-le de nouveau : le reste ne changera pas.
    }
import-failed-title = Le fichier n’a pas pu être lu
import-failed-text = Rien n’a été changé dans l’inventaire.
import-read =
    { $count ->
        [one] ligne lue
       *[other] lignes lues
    }
import-created =
    { $count ->
        [one] fiche créée
       *[other] fiches créées
    }
import-changed =
    { $count ->
        [one] fiche modifiée
       *[other] fiches modifiées
    }
import-unchanged =
    { $count ->
        [one] fiche inchangée
       *[other] fiches inchangées
    }
import-would-create =
    { $count ->
        [one] fiche serait créée
       *[other] fiches seraient créées
    }
import-would-change =
    { $count ->
        [one] fiche changerait
       *[other] fiches changeraient
    }
import-would-stay =
    { $count ->
        [one] fiche resterait telle quelle
       *[other] fiches resteraient telles quelles
    }
import-problems-count =
    { $count ->
        [one] point à corriger
       *[other] points à corriger
    }
import-problems = À corriger
import-problems-caption = Problèmes par ligne
import-problems-cut = Les { $shown } premiers points sur { $count } sont montrés.
import-line = Ligne
import-whole-file = Fichier
import-column = Colonne
import-problem = Ce qui ne va pas
import-lines = Lignes lues
import-again = Importer de nouveau
import-see = Voir l’inventaire

## Points à corriger d’un fichier ; l’API les dit aussi

import-problem-required = Il manque une valeur.
import-problem-unknown-kind = « { $found } » n’est pas un genre connu. Écrivez cours, guide, conférence, recette, audio ou étape de service.
import-problem-unknown-level = « { $found } » n’est pas un niveau connu. Écrivez tous les niveaux, débutant, intermédiaire ou avancé.
import-problem-unknown-status = « { $found } » n’est pas un état connu. Écrivez repéré, évalué, choisi, en production ou écarté.
import-problem-unknown-language = « { $found } » n’est pas une langue que nous reconnaissons. Écrivez français ou anglais, ou le code d’une autre langue.
import-problem-not-a-number = « { $found } » n’est pas un nombre de minutes. Écrivez par exemple 30.
import-problem-out-of-range = « { $found } » est hors des limites : de 1 à 1440 minutes.
import-problem-too-long = Le texte est trop long.
import-problem-too-many = Il y a trop de valeurs dans cette cellule.
import-problem-formula = « { $found } » commence comme une formule de tableur. Enlevez le signe du début.
import-problem-repeated-key = La cote « { $found } » revient plus d’une fois dans le fichier.
import-problem-taken = La cote « { $found } » est celle d’une autre fiche.
import-problem-unreadable-row = La ligne ne se lit pas : il lui manque peut-être un guillemet.
import-problem-missing-column = Il manque cette colonne. Un fichier donne au moins le genre, et le titre en français ou en anglais : dites quelle colonne en tient lieu, ou ajoutez-la.
import-problem-not-a-table = Ce fichier n’est pas un tableau que nous savons lire, ou il est endommagé. Enregistrez-le en CSV ou en XLSX.
import-problem-too-many-rows = Le fichier a trop de lignes ; la suite n’a pas été lue. Placez-la dans un autre fichier.
import-problem-unknown-id = Aucune fiche ne porte l’identifiant « { $found } ». Laissez la cellule vide pour créer une fiche.
import-problem-interrupted = L’importation s’est arrêtée de notre côté. Ce qui était lu est gardé : importez de nouveau le même fichier pour la suite.
import-problem-unknown-choice = « { $found } » n’est pas une des valeurs connues de cette colonne.
import-problem-not-a-date = « { $found } » n’est pas une date. Écrivez par exemple 2027-03-01.
import-problem-not-a-pair = « { $found } » ne se lit pas. Écrivez chaque objet avec un signe égal, puis ce qui en tient lieu.
import-problem-before-start = La fin vient avant le début.
import-problem-other = Cette valeur ne peut pas être reprise telle quelle.

## Autour de l’enregistrement

recording-open-text = { $received } enregistrés jusqu’ici. Si l’enregistrement est encore en cours dans une autre fenêtre, laissez-le finir.
recording-finish = Garder ce qui est enregistré
recording-finished = Ce qui était enregistré est gardé, et se prépare.
recording-stored-price = Occupe { $size }, original compris ; cela coûte { $price } par mois.
recording-faults-title = Une partie de cet enregistrement est abîmée
recording-faults =
    { $count ->
        [one] Un fichier conservé manque ou a changé depuis qu’il a été écrit. Rien n’a été effacé : prévenez l’administration, et gardez votre copie de l’original.
       *[other] { $count } fichiers conservés manquent ou ont changé depuis qu’ils ont été écrits. Rien n’a été effacé : prévenez l’administration, et gardez votre copie de l’original.
    }
editor-play-here = Lire à partir de cette ligne
editor-insert-time = Inscrire le temps actuel
cut-title = Couper
cut-now = Montré : { $length } sur { $whole }.
cut-kept = Parties à garder
cut-hint = Une partie par ligne, comme 0:12 - 14:30. Le reste n’est plus montré ; l’original reste entier, et tout peut être remis.
cut-do = Couper l’enregistrement
cut-undo = Tout remettre
cut-begun = La coupe se prépare. Les membres voient la version actuelle jusqu’à ce qu’elle soit prête. Vérifiez ensuite que son image convient encore.
cut-failed-title = La coupe n’a pas pu être faite ; ce qui était montré l’est encore
cut-undone = L’enregistrement est de nouveau entier.
beside-title = Son décrit, autres langues, langue des signes
beside-none = Rien encore. Un son décrit, un doublage ou l’image d’un interprète se joue avec l’enregistrement.
beside-add = Ajouter une version
beside-role = Genre de version
beside-role-description = Audiodescription
beside-role-language = Son dans une autre langue
beside-role-sign = Image en langue des signes
beside-language = Langue
beside-next = Choisir le fichier
beside-send = À envoyer : { $what }
poster-choose = Choisir l’image
poster-hint = Le moment dont l’image représentera l’enregistrement partout.
poster-moment = L’image à { $at }
poster-take = Prendre cette image
guide-left-out-title = Le guide est plus long que ce que nous montrons
guide-left-out =
    { $left ->
        [one] Les { $count } premières pages sont montrées. La dernière est laissée de côté : scindez le document pour l’offrir en entier.
       *[other] Les { $count } premières pages sont montrées. Les { $left } suivantes sont laissées de côté : scindez le document pour les offrir toutes.
    }
guide-unread-title = Des pages n’ont pas pu être lues
guide-unread =
    { $count ->
        [one] Une page est une image dont le serveur n’a pas pu lire les mots : elle se voit ici, mais la recherche n’y trouve rien.
       *[other] { $count } pages sont des images dont le serveur n’a pas pu lire les mots : elles se voient ici, mais la recherche n’y trouve rien.
    } Si cela arrive avec tous vos guides, demandez à l’administration d’installer tesseract, avec le français et l’anglais, puis faites lire le texte de nouveau.
guide-reading = Lecture du texte
guide-reading-text = { $percent }. Le texte d’avant reste en place jusqu’à la fin. Vous pouvez quitter cette page ; le travail continue.
guide-reading-begun = La lecture est demandée. Le texte d’avant reste en place jusqu’à ce qu’elle soit finie.
guide-reading-failed-title = Le texte n’a pas pu être lu
guide-reading-failed = { $problem } Le texte d’avant reste en place.
guide-read-when = Texte lu le { $when }
guide-never-read = Le texte de ce guide n’a jamais été lu. Le serveur le lira de lui-même dans l’heure.
guide-read-again = Lire le texte de nouveau
guide-add = Ajouter des pages
guide-add-pictures = Photos ou images de pages
guide-add-hint = Une page par image, dans l’ordre où vous les choisissez : JPEG, PNG ou WebP, jusqu’à { $size } chacune, 100 Mo en tout. Le texte est lu ensuite.
guide-add-after = Après la page
guide-add-after-hint = 0 les met avant la première page.
guide-add-do = Ajouter ces pages
guide-pages-added = Les pages sont dans le guide. Leur texte est en train d’être lu.
guide-arrange = Ordre des pages
guide-arrange-hint = Écrivez à quelle place vous voulez chaque page, ou retirez-en. Ce qu’un membre a lu d’une page le reste, où qu’elle soit ; une page retirée ne compte plus. Le document à télécharger est relié de nouveau à partir des pages montrées.
guide-place = Place de la page { $number }
guide-take-out = Retirer la page { $number }
guide-aside = Pages retirées
guide-put-back = Remettre à la fin le feuillet { $number }
guide-arrange-do = Enregistrer les pages
guide-pages-arranged = Les pages sont dans l’ordre demandé.
guide-may-download = Les membres peuvent télécharger le document.
guide-may-not-download = Les membres lisent les pages ici. Ils ne peuvent pas télécharger le document.
guide-allow = Permettre le téléchargement
guide-forbid = Ne plus permettre le téléchargement
guide-allowed = Les membres peuvent maintenant télécharger le document.
guide-forbidden = Les membres ne peuvent plus télécharger le document.
poster-taken = L’image est demandée. Elle paraîtra dans quelques secondes.
folder-title = Prendre un fichier du serveur
folder-file = Fichier
folder-hint = Les fichiers déposés par l’administration. Le fichier reste où il est ; une copie est prise.
folder-take = Prendre ce fichier
folder-begun = Le fichier est en route. Vous pouvez quitter cette page.
upload-queued = En attente des fichiers précédents
upload-hint-left = Jusqu’à { $size } par fichier ; il reste { $left } à l’organisation. L’envoi reprend tout seul si la connexion se coupe.

## Enregistrer dans le navigateur

record-title = Enregistrer ici
record-lead = Ce qui est enregistré part au fur et à mesure. Si cet onglet se ferme, il n’en manque que les dernières secondes.
record-no-script = Pour enregistrer ici, il faut JavaScript dans le navigateur.
record-camera = Caméra
record-camera-hint = La caméra et le micro
record-screen = Écran
record-screen-hint = Un écran, une fenêtre ou un onglet, avec le micro
record-both = Écran et caméra
record-both-hint = L’écran, la caméra dans un coin, et le micro
record-picture = Aperçu de ce qui est enregistré
record-time = Durée enregistrée
record-level = Niveau du micro
record-now = Enregistrement
record-still = Pause
record-start = Commencer
record-back = Changer de source
record-cancel = Annuler
record-pause = Pause
record-resume = Continuer
record-keep = Arrêter et garder
record-discard = Jeter
record-reload = Recharger la page
record-sure = Jeter cet enregistrement ? Rien n’en sera gardé.
record-sure-no = Non, le conserver
record-sure-yes = Oui, le jeter
record-asking = Le navigateur demande votre accord.
record-ready = Tout est prêt. Rien n’est encore enregistré.
record-no-voice = L’image est prête, mais sans micro : votre voix ne sera pas enregistrée.
record-announcing = Le serveur se prépare…
record-countdown = L’enregistrement commence dans { $seconds }
record-recording = L’enregistrement est en cours.
record-paused = L’enregistrement est en pause. Ce qui précède est gardé.
record-full = L’enregistrement est en pause : trop de données attendent d’être envoyées. Vous pourrez continuer quand une partie sera arrivée.
record-sending = La fin est en route. Gardez cette page ouverte.
record-done = Tout est arrivé. La page se met à jour…
record-dropped = L’enregistrement est jeté.
record-ended = La caméra, le micro ou le partage s’est arrêté. Choisissez de nouveau ce qu’il faut enregistrer.
record-silence = Le micro ne capte rien. Vérifiez qu’il n’est pas coupé.
record-waiting = { $size } Mo attendent d’être envoyés.
record-line = Le serveur ne répond pas. Rien n’est perdu : l’envoi reprendra tout seul.
record-filename = Enregistrement { $date } { $hour } h { $minute }
record-unsupported = Ce navigateur ne sait pas enregistrer. Essayez dans une version récente de Chrome, d’Edge, de Firefox ou de Safari.
record-refused = L’accès à la caméra, au micro ou à l’écran a été refusé. Autorisez-le pour ce site dans le navigateur, puis choisissez de nouveau.
record-missing = Il n’y a pas de caméra sur cet appareil. Branchez-en une, puis choisissez de nouveau.
record-taken = La caméra ou le micro sert déjà à un autre programme. Fermez-le, puis choisissez de nouveau.
record-failed = La source choisie ne s’est pas ouverte. Choisissez de nouveau.
record-not-begun = L’enregistrement n’a pas commencé.
record-offline = Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.
record-broken = Le navigateur a cessé d’enregistrer. Ce qui précède est gardé.
record-stopped = L’enregistrement s’est arrêté : le serveur n’en prend pas la suite. Ce qui était arrivé se retrouve sur la fiche.
