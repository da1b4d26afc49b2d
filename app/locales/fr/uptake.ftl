### Ce qui est venu d’un pilote, tableau par tableau ; les définitions et les rapports

uptake-title = L’adoption en détail
uptake-open = Voir l’adoption en détail
uptake-lead = Chaque tableau compte des personnes invitées qui ont commencé une séance du pilote.
uptake-as-of = Chiffres arrêtés au { $when }.
uptake-report-short = Rapport d’une page (PDF)
uptake-report-full = Rapport complet (PDF)
uptake-workbook = Tous les tableaux (XLSX)
uptake-few-title = Trop peu de personnes pour le détail
uptake-few-text = Moins de cinq personnes ont commencé une séance : le détail parlerait de chacune d’elles. Il paraîtra ici dès qu’elles seront cinq.
uptake-marks = « < 5 » : d’une à quatre personnes. « Masqué » : le nombre permettrait de retrouver par soustraction un nombre de moins de cinq.
uptake-withheld = Masqué
uptake-share = { $share } (entre { $low } et { $high })
uptake-share-few = trop peu pour le dire
uptake-define = Définition
uptake-see-table = Voir le tableau
uptake-drawing = { $title } ; les mêmes chiffres sont dans le tableau qui suit.
uptake-week-of = semaine du { $date }
uptake-unnamed = non précisé
uptake-hours = de { $from } à { $to }
uptake-way-live = En direct
uptake-way-replay = En reprise d’un direct
uptake-way-recorded = Enregistrement
uptake-membership-new = Nouveaux membres
uptake-membership-known = Déjà membres
uptake-device-phone = Téléphone
uptake-device-tablet = Tablette
uptake-device-computer = Ordinateur
uptake-device-television = Téléviseur
uptake-device-other = Autre ou inconnu
uptake-curve-none = Aucune courbe : il faut au moins vingt personnes pour en tracer une. Les nombres sont dans le tableau.
uptake-curve-first = la première semaine
uptake-curve-last = la dernière
uptake-curve-start = le début
uptake-curve-end = la fin

## Colonnes

uptake-column-week = Semaine
uptake-column-session = Séance
uptake-column-instructor = Animation
uptake-column-centre = Centre
uptake-column-language = Langue
uptake-column-way = Façon
uptake-column-hour = Moment
uptake-column-membership = Membres
uptake-column-device = Appareil
uptake-column-completed = Ont terminé
uptake-column-share = Part qui termine
uptake-column-began = Première semaine
uptake-column-later =
    { $count ->
        [one] { $count } semaine après
       *[other] { $count } semaines après
    }
uptake-column-part = de { $from } à { $to }

## Tableaux

uptake-table-funnel = De l’invitation au retour
uptake-means-funnel = Chaque étape compte des personnes, une fois chacune, parmi celles qui sont invitées.
uptake-table-target = Cibles, point de départ et chemin parcouru
uptake-means-target = Chaque cible, avec le point de départ et ce qui est atteint. Ce qui se mesure ailleurs n’a pas de chiffre ici.
uptake-table-week = Par semaine
uptake-means-week = Les personnes qui ont regardé quelque chose du pilote cette semaine-là, du lundi au dimanche. Une même personne compte dans chaque semaine où elle est venue.
uptake-table-session = Par séance
uptake-means-session = Les personnes qui ont commencé cette séance, et celles qui l’ont terminée.
uptake-table-instructor = Par personne qui anime
uptake-means-instructor = Les personnes qui ont commencé une séance que cette personne anime, et celles qui en ont terminé une.
uptake-table-centre = Par centre
uptake-means-centre = Les personnes qui ont commencé une séance de ce centre, d’après la fiche de la séance, et celles qui en ont terminé une.
uptake-table-language = Par langue
uptake-means-language = Les personnes qui ont commencé une séance dans cette langue, d’après la fiche de la séance, et celles qui en ont terminé une.
uptake-table-way = En direct ou en reprise
uptake-means-way = Une séance diffusée compte « en direct » pour qui l’a commencée avant la fin de la diffusion, « en reprise » pour qui l’a commencée après.
uptake-table-hour = Par moment de la journée
uptake-means-hour = Les personnes qui ont commencé à regarder à ce moment de la journée, à l’heure de l’organisme. Une même personne peut compter à plusieurs moments.
uptake-table-membership = Nouveaux membres et anciens
uptake-means-membership = « Nouveau » : le compte a été créé après l’invitation. « Déjà membre » : il existait avant.
uptake-table-device = Par appareil
uptake-means-device = Les personnes qui ont regardé sur ce genre d’appareil, d’après ce que dit leur navigateur. Une même personne peut compter sur plusieurs. Un iPad récent se présente comme un ordinateur.
uptake-table-retention = Semaine après semaine
uptake-means-retention = Parmi les personnes qui ont regardé pour la première fois une même semaine, celles qui ont regardé une, deux, trois semaines plus tard. Une courbe est tracée à partir de vingt personnes.
uptake-table-drop-off = Où l’on s’arrête
uptake-means-drop-off = Parmi les personnes qui ont commencé la séance, celles qui en ont vu chaque partie depuis leur invitation : le milieu de chacun de ses vingtièmes.

## Comparer

uptake-compare = Comparer avec un autre pilote
uptake-compare-lead = Deux parts ne sont dites différentes que si leurs intervalles ne se touchent pas.
uptake-compare-with = Autre pilote
uptake-compare-do = Comparer
uptake-compare-says = Ce qu’on peut en dire
uptake-compare-alike = rien ne les distingue
uptake-compare-more = plus élevé ici
uptake-compare-less = moins élevé ici

## Définitions

definitions-title = Ce que comptent les chiffres
definitions-lead = Chaque chiffre d’un pilote a une seule définition, la même à l’écran, dans les fichiers, dans l’interface de programmation et dans les rapports.
definitions-steps = Les étapes
definitions-tables = Les tableaux
definitions-rules = Les règles
uptake-rule-share = Part
uptake-rule-share-def = Une part n’est dite que sur au moins vingt personnes. En dessous, les nombres sont montrés, mais non la part : celle de douze personnes peut être presque n’importe quoi.
uptake-rule-interval = Intervalle
uptake-rule-interval-def = À côté de chaque part, entre quelles valeurs se trouve la vraie dans 95 cas sur 100 (intervalle de Wilson). Plus les personnes sont nombreuses, plus il est étroit.
uptake-rule-few = Moins de cinq
uptake-rule-few-def = Un nombre d’une à quatre personnes est remplacé par « < 5 ». Zéro est montré. Quand moins de cinq personnes sont invitées, rien de ce qu’elles font n’est montré.
uptake-rule-withheld = Masqué
uptake-rule-withheld-def = Un nombre plus grand est masqué quand il permettrait, par soustraction avec les autres tableaux, de retrouver un nombre de moins de cinq.
uptake-rule-staff = Personnel et animation
uptake-rule-staff-def = Ce que regardent le personnel et les personnes qui animent n’est jamais compté.
uptake-rule-days = Jours et semaines
uptake-rule-days-def = Ils commencent à minuit, à l’heure de l’organisme ; les semaines commencent le lundi.
uptake-rule-fresh = Fraîcheur
uptake-rule-fresh-def = Les chiffres sont comptés au moment où l’on ouvre la page. Pour un pilote de deux mille invitations et plus, ils sont recomptés chaque minute.
uptake-rule-once = Deux fenêtres à la fois
uptake-rule-once-def = Personne ne regarde plus de temps qu’il n’en passe. De ce qui joue en même temps dans plusieurs fenêtres ou sur plusieurs appareils, on compte ce qui aurait pu être regardé bout à bout : une même séance dans deux fenêtres ne compte qu’une fois. Ce qui est joué plus vite compte pour sa durée à vitesse normale.
uptake-rule-since = Avant l’invitation
uptake-rule-since-def = Ce qu’une personne a regardé avant son invitation ne compte pas : ni dans le temps de visionnement, ni dans la moitié d’une séance, ni dans les parties vues. Une séance compte comme terminée si elle l’a été après l’invitation, même si une partie en avait été vue avant.
uptake-rule-missing = Ce qui n’est pas compté
uptake-rule-missing-def = Les pages ouvertes sans rien regarder. Ce qui est regardé après le dernier jour compte encore.

## Rapports

uptake-report-subtitle = { $kind } · chiffres du { $date }
uptake-report-question = La question : { $question }
uptake-report-watched = Temps de visionnement total : { $time }.
uptake-report-reading = Comment lire ces chiffres
uptake-report-foot = Estrade · { $title } · page { $page } de { $pages }
problem-unknown-table = Ce tableau n’existe pas. Les tableaux sont nommés sur la page des définitions.
