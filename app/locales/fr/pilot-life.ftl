### La vie d’un pilote : étapes, fiche, cohorte, coûts

## Vie d’un pilote

pilot-life = Où en est le pilote
pilot-way = Les étapes d’un pilote
pilot-just-moved = Le pilote est passé à une autre étape.
pilot-just-decided = La décision est inscrite.
pilot-just-cloned = Voici le même pilote pour un autre centre, avec ses propres chiffres. Il lui manque des dates et des personnes.
pilot-go-idea = Revenir à l’idée
pilot-go-preparation = Préparer le pilote
pilot-go-running = Lancer le pilote
pilot-go-review = Passer au bilan
pilot-go-decided = Décider
pilot-missing = Avant cela, il manque :
pilot-need-hypothesis = l’hypothèse, c’est-à-dire ce que vous croyez
pilot-need-items = au moins une fiche de l’inventaire
pilot-need-starts-on = le premier jour
pilot-need-ends-on = le dernier jour
pilot-need-session = une séance publiée, ou un direct annoncé, pour au moins une des fiches
pilot-need-cohort = au moins une personne invitée ou inscrite
pilot-need-begun = que le premier jour soit arrivé
pilot-need-ends-later = un dernier jour qui ne soit pas déjà passé
pilot-complete = Compléter le pilote
pilot-decide = Décider de la suite
pilot-decide-extend = Prolonger : le pilote continue, avec de nouvelles dates
pilot-decide-adapt = Adapter : on change quelque chose avant de reprendre
pilot-decide-stop = Arrêter : le pilote est terminé pour de bon
pilot-decide-reason = Pourquoi
pilot-decide-reason-hint = Pour qui relira cette décision dans un an
pilot-decide-do = Inscrire la décision
pilot-decision-extend = Prolongé
pilot-decision-adapt = À adapter
pilot-decision-stop = Arrêté
pilot-step-by = { $who }, le { $date }
pilot-steps = Toutes les étapes et décisions
pilot-cloned-from = Ce pilote reprend celui d’un autre centre
pilot-clones = Essayé aussi ailleurs :
pilot-clone = Essayer dans un autre centre
pilot-clone-centre = Centre
pilot-clone-hint = La question, les fiches et la fiche du pilote sont reprises. Les dates, les personnes et les chiffres seront les siens.
pilot-clone-do = Créer le pilote de ce centre
pilot-more = Le reste du pilote
problem-pilot-not-ready = Le pilote n’est pas passé à l’étape suivante : il manque encore quelque chose.
problem-pilot-moved = Quelqu’un d’autre a fait avancer ce pilote entre-temps. Rien n’a été changé par votre demande.
problem-already-decided = La suite de ce pilote est déjà décidée. Votre décision n’a pas été inscrite.
problem-pilot-cannot-move = Ce pilote ne peut pas passer à cette étape depuis celle où il est.
problem-pilot-not-begun = Ce pilote n’a pas encore commencé : il n’y a rien à décider.
field-need-hypothesis = Écrivez d’abord l’hypothèse.
field-need-items = Choisissez d’abord au moins une fiche.
field-need-starts-on = Indiquez d’abord le premier jour.
field-need-ends-on = Indiquez d’abord le dernier jour.
field-need-session = Publiez ou annoncez d’abord une séance d’une des fiches.
field-need-cohort = Invitez d’abord au moins une personne.
field-need-begun = Le premier jour n’est pas encore arrivé.
field-need-ends-later = Le dernier jour est déjà passé.
field-somebody-decided =
    { $decision ->
        [extend] { $who } a décidé de prolonger ce pilote, le { $day }.
        [adapt] { $who } a décidé d’adapter ce pilote, le { $day }.
       *[stop] { $who } a décidé d’arrêter ce pilote, le { $day }.
    }
field-somebody-moved = { $who } a fait avancer ce pilote le { $day }.

## Fiche d’un pilote

sheet-title = Fiche du pilote
sheet-edit = Modifier la fiche
sheet-edit-title = Modifier la fiche
sheet-edit-lead = Remplissez ce que vous savez ; une ligne laissée vide ne compte pas. Chaque version précédente est gardée.
sheet-save = Enregistrer la fiche
sheet-saved = La fiche est enregistrée ; la version précédente est gardée.
sheet-said = Votre commentaire est ajouté.
sheet-empty-title = La fiche est encore vide
sheet-empty-text = Pour qui, avec qui, avec quel argent, contre quelles cibles : commencez par ce que vous savez.
sheet-for-whom = Pour qui, et quelle promesse ?
sheet-promise-hint = Ce que l’on promet aux personnes invitées ; elles le liront
sheet-tags-hint = Séparés par des virgules
sheet-part-title = Nom du pilote
sheet-part-hypothesis = Hypothèse
sheet-part-item-ids = Fiches
sheet-part-starts-on = Début
sheet-part-ends-on = Fin
sheet-part-targets = Cibles d’adoption
sheet-part-promise = Promesse
sheet-part-audience = Public visé
sheet-part-centre = Centre
sheet-part-tags = Étiquettes
sheet-part-owners = Responsables
sheet-part-partners = Partenaires
sheet-part-funding = Financement
sheet-part-budget = Budget
sheet-part-goals = Cibles et point de départ
sheet-part-risks = Risques
sheet-part-terms = Valeur et comparaison
sheet-part-before = Modèle d’affaires avant
sheet-part-after = Modèle d’affaires après
sheet-part-model = Modèle d’affaires
sheet-model-before = Modèle d’affaires, avant le pilote
sheet-model-after = Modèle d’affaires, après le pilote
sheet-budget-text = Les montants s’écrivent avec une virgule ou un point. Ce qui a été dépensé remplace le prévu dès qu’on le connaît.
sheet-terms = Valeur, et comparaison avec un cours en centre
sheet-terms-text = Ces chiffres servent au seuil de rentabilité et à la comparaison ; laissez vide ce que vous ne savez pas.
sheet-terms-per-person = Ce que rapporte une personne, une fois
sheet-terms-per-hour = Ce que vaut une heure regardée
sheet-terms-class-cost = Coût total d’un cours en centre
sheet-terms-class-people = Participants à ce cours
sheet-terms-class-minutes = Durée de ce cours (minutes)
sheet-column-name = Nom
sheet-column-division = Division
sheet-column-brings = Apporte
sheet-column-owed = Attend en retour
sheet-column-source = Source
sheet-column-amount = Montant
sheet-column-label = Dépense
sheet-column-timing = Quand
sheet-column-basis = Nature
sheet-column-planned = Prévu
sheet-column-actual = Dépensé
sheet-column-measure = Mesure
sheet-column-baseline = Avant
sheet-column-target = Cible
sheet-column-counted = Chiffre qui en témoigne
sheet-counted-elsewhere = Mesurée ailleurs
sheet-column-risk = Risque
sheet-column-answer = Ce que l’on y fait
sheet-column-block = Bloc
sheet-column-before = Avant
sheet-column-after = Après
sheet-timing-once = Une fois
sheet-timing-monthly = Chaque mois
sheet-basis-fixed = Fixe
sheet-basis-per-person = Variable, par personne
sheet-block-partners = Partenaires clés
sheet-block-activities = Activités clés
sheet-block-resources = Ressources clés
sheet-block-value = Proposition de valeur
sheet-block-relationships = Relations avec les clients
sheet-block-channels = Canaux
sheet-block-segments = Segments de clientèle
sheet-block-costs = Structure de coûts
sheet-block-revenue = Sources de revenus
sheet-comments = Commentaires
sheet-comment = Votre commentaire
sheet-comment-do = Ajouter le commentaire
versions-title = Versions
versions-empty-title = Une seule version
versions-empty-text = Rien n’a encore été modifié. Chaque changement paraîtra ici, avec ce qu’il y avait avant.
versions-number = Version { $number }
versions-same = Rien n’a changé dans cette version.
versions-what = Champ
versions-before = Avant
versions-after = Après
versions-row = { $part }, ligne { $row }
field-not-an-amount = Écrivez un montant, par exemple 1 200,50.
field-negative = Un montant ne peut pas être négatif.
field-amount-too-large = Ce montant est trop grand.

## Cohorte

cohort-title = Cohorte
cohort-lead = Qui est invité, et ce que chacun a répondu.
cohort-empty-text = Invitez des personnes ci-dessous, ou ouvrez l’inscription à tous.
cohort-invited = Invités ou inscrits
cohort-accepted = A accepté
cohort-declined = A refusé
cohort-bounced = Courriels refusés
cohort-count =
    { $count ->
        [one] { $count } personne
       *[other] { $count } personnes
    }
cohort-who = Adresse
cohort-when = Invitation
cohort-letter = Courriel
cohort-answer = Réponse
cohort-letter-due = En attente d’envoi
cohort-letter-sent = Envoyé
cohort-letter-bounced = Refusé
cohort-letter-none = Pas envoyé d’ici
cohort-no-answer = Pas encore
cohort-enrolled = s’est inscrit
cohort-no-account = sans compte
cohort-compared = Le groupe de comparaison est complété.
cohort-opened = L’inscription est ouverte à une nouvelle adresse.
cohort-closed = L’inscription est fermée : son adresse ne mène plus nulle part.
cohort-file = Inviter à partir d’un fichier
cohort-file-text = Un fichier CSV, une personne par ligne. Les lignes fautives vous sont nommées ; les autres personnes sont invitées.
cohort-file-label = Fichier d’adresses
cohort-file-do = Inviter ces personnes
cohort-enrolment = Inscription libre
cohort-enrolment-text = Une adresse à transmettre ou à imprimer : qui la suit demande à participer. La rouvrir en crée une nouvelle.
cohort-qr = Code à photographier, qui mène à l’inscription
cohort-open = Ouvrir l’inscription
cohort-close = Fermer l’inscription
cohort-comparison = Groupe de comparaison
cohort-comparison-text = Ces personnes ne sont jamais invitées, et rien de ce qu’elles font n’est regardé une à une. Une personne est dans un seul groupe.
cohort-comparison-count =
    { $count ->
        [0] Personne n’est dans ce groupe.
        [one] { $count } personne est dans ce groupe.
       *[other] { $count } personnes sont dans ce groupe.
    }
cohort-comparison-emails = Adresses à ajouter au groupe
cohort-comparison-do = Ajouter au groupe
pilot-invite-lead-letters = Chaque personne reçoit un courriel avec un lien et un code pour répondre, même si elle n’est pas encore membre.
pilot-invite-refused =
    { $count ->
        [one] Une entrée n’a pas été prise
       *[other] { $count } entrées n’ont pas été prises
    }
pilot-invite-line = Ligne { $line } :
field-in-comparison = Cette personne est dans le groupe de comparaison : elle n’est pas invitée.
field-is-invited = Cette personne est invitée au pilote : elle ne peut pas servir de comparaison.
field-unknown-code = Ce code et cette adresse ne vont pas ensemble. Vérifiez-les dans votre courriel.
problem-too-many-enrolments = Beaucoup de demandes sont venues d’ici ou pour ce projet en peu de temps. Réessayez dans une heure.

## Ce que lit une personne invitée

invitation-kicker = Vous êtes invité
invitation-just-accepted = Merci : votre participation est notée.
invitation-just-declined = C’est noté : vous ne recevrez plus rien au sujet de ce projet.
invitation-now-accepted = Vous avez accepté. Vous pouvez changer d’avis ici, tant que le projet dure.
invitation-now-declined = Vous avez refusé. Vous pouvez changer d’avis ici, tant que le projet dure.
invitation-accept = Je participe
invitation-decline = Non merci
invitation-watch = Voir les séances
invitation-no-account = Il vous faudra un compte pour regarder les séances. L’accueil de votre centre vous l’ouvrira.
invitation-over = Ce projet est terminé. Merci de l’intérêt que vous y portez.
invitation-privacy = Votre réponse est vue par les personnes qui mènent ce projet. Ce que vous regarderez n’y est compté qu’en nombres, jamais sous votre nom.
code-title = Répondre avec un code
code-lead = Le code est dans le courriel d’invitation que vous avez reçu.
code-email = Votre adresse courriel
code-code = Code
code-do = Voir l’invitation
enrol-kicker = Inscription ouverte
enrol-do = Participer
enrol-done = Votre demande est notée. Merci !
enrol-done-letter = Si cette adresse peut participer, un courriel y arrive avec un lien : ouvrez-le pour confirmer votre participation. Rien ne vient ? Parlez-en à l’accueil de votre centre.
invite-letter-subject = Invitation : { $title }
invite-letter-hello = Bonjour { $name },
invite-letter-hello-stranger = Bonjour,
invite-letter-invited = Vous êtes invité à prendre part à « { $title } ».
invite-letter-asked = Vous avez demandé à prendre part à « { $title } ». Il reste à confirmer.
invite-letter-answer = Voir l’invitation et répondre
invite-letter-code = Sans le lien, votre code est { $code }. Il s’écrit ici
invite-letter-end = Si vous ne souhaitez pas participer, dites-le au même endroit, ou ne faites rien.

## Coûts

costs-title = Coûts
costs-lead = Ce que le pilote a coûté jusqu’ici, et ce que cela donne par heure regardée.
costs-edit = Modifier le budget
costs-above-plan = Le pilote coûte plus que prévu.
costs-few = Moins de cinq personnes ont commencé une séance : nous ne montrons ni le temps regardé, ni ce qui en découle.
costs-total = Coût jusqu’ici
costs-per-hour = Par heure regardée
costs-per-person = Par personne rejointe
costs-class-per-hour = En centre, par heure de participant
costs-reach = En ligne, pour une personne en salle
costs-break-even = Seuil de rentabilité :
costs-met = atteint, ce que vaut le pilote dépasse ce qu’il coûte.
costs-never = hors d’atteinte au rythme actuel, chaque mois coûte au moins ce qu’il rapporte.
costs-unknown = on ne peut pas encore le dire.
costs-in =
    { $count ->
        [one] dans un mois au rythme actuel, en { $month }.
       *[other] dans { $count } mois au rythme actuel, en { $month }.
    }
costs-cheaper = Une heure regardée coûte { $times } fois moins qu’une heure de participant en centre.
costs-dearer = Une heure regardée coûte { $times } fois plus qu’une heure de participant en centre.
costs-lines = Ligne par ligne
costs-line = Ligne
costs-amount = Montant
costs-setup = Mise en place
costs-setup-def = Les dépenses faites une fois, selon la fiche du pilote.
costs-running = Fonctionnement
costs-running-def = Les dépenses de chaque mois, pendant { $months } mois.
costs-storage = Stockage
costs-storage-def = { $size } gardés pendant { $months } mois, au tarif de l’organisation.
costs-egress = Diffusion
costs-amount-few = Trop peu de personnes pour le dire
costs-per-hour-few = Trop peu de personnes pour un coût par heure
costs-per-person-few = Trop peu de personnes pour un coût par personne
costs-egress-few = Trop peu de personnes ont regardé pour dire combien de temps ; le débit mesuré de la meilleure version est de { $rate } Mbit/s.
costs-egress-def = { $watched } de visionnement à { $rate } Mbit/s, le débit mesuré de la meilleure version.
costs-planned = Prévu en tout
costs-planned-def = Le budget prévu, du premier au dernier jour.
costs-funding = Financement trouvé
costs-funding-def = La somme des sources inscrites dans la fiche.
costs-if = Et si…
costs-if-text = Changez un chiffre pour voir ce que deviendrait le coût. Rien n’est enregistré ; ce qui reste vide garde sa valeur.
costs-if-people = Personnes rejointes
costs-if-hours = Heures par personne
costs-if-months = Mois
costs-if-per-person = Valeur d’une personne
costs-if-per-hour = Valeur d’une heure
costs-if-do = Recalculer
costs-if-reset = Revenir aux vrais chiffres
prices-title = Tarifs
prices-lead = Ce que les choses coûtent à l’organisation. Les coûts de tous les pilotes en découlent.
prices-legend = Tarifs de l’organisation
prices-saved = Les tarifs sont enregistrés.
prices-currency = Monnaie
prices-currency-hint = Son code à trois lettres, par exemple CAD
prices-storage = Garder un gigaoctet pendant un mois
prices-egress = Diffuser un gigaoctet
prices-staff = Une heure de travail
prices-room = Une heure de salle
prices-save = Enregistrer les tarifs
prices-by = Modifiés en dernier par { $who }.
field-not-a-currency = Écrivez les trois lettres de la monnaie, par exemple CAD.

## Portefeuille

alert-no-uptake = Personne n’est venu après une semaine
alert-above-plan = Coûte plus que prévu
alert-ends-soon = Se termine le { $date }
pilots-decisions = Décisions
decisions-title = Décisions
decisions-search = Chercher dans les décisions
decisions-do = Chercher
decisions-empty-title = Aucune décision
decisions-empty-text = Les décisions prises sur les pilotes paraîtront ici, avec leurs raisons.
