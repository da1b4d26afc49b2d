# Les droits : personnes filmées, musique et matériel, ce qui prend fin, ce que l’organisation demande.

## Sur la page d’une fiche

rights-title = Droits
rights-people = Personnes filmées
rights-people-none = Personne n’est encore inscrit ici.
rights-add-person = Ajouter une personne filmée
rights-works = Musique et matériel
rights-works-none = Aucune œuvre n’est encore inscrite ici.
rights-add-work = Ajouter une œuvre
rights-statement = Ce que vous attestez
rights-taken-out = Séances retirées faute de droits
rights-stop = À régler avant de publier
rights-warn = Vous pouvez publier, mais il reste à régler
rights-warn-too = Il manque aussi
rights-mend = Y remédier
release-added = La personne filmée est inscrite.
licence-added = L’œuvre est inscrite.
licence-removed = L’œuvre est retirée de la fiche.
statement-nobody = Personne n’est reconnaissable à l’image
statement-no-music = Il n’y a pas de musique
statement-licence = De quel droit utilisez-vous ce contenu ?
statement-licence-hint = Pour un guide, une recette ou un son : qui l’a fait, et ce qui permet de le diffuser.
statement-save = Enregistrer
statement-saved = C’est noté sur la fiche.
effect-rights-ended = Le { $when } : les droits inscrits au nom de « { $name } » avaient pris fin.
effect-release-withdrawn = Le { $when } : « { $name } » a retiré son autorisation.
effect-reason-rights-ended = Droits échus
effect-reason-release-withdrawn = Autorisation retirée

## Ce qui manque

lack-release-missing = Aucune personne filmée n’est inscrite, et personne n’atteste que nul n’est reconnaissable.
lack-release-unsigned = L’autorisation de « { $name } » n’est pas signée.
lack-release-ended = L’autorisation de « { $name } » a pris fin.
lack-release-withdrawn = « { $name } » a retiré son autorisation. Coupez cette personne de l’enregistrement, puis indiquez-le sur son autorisation.
lack-release-too-narrow = L’autorisation de « { $name } » ne va pas jusqu’aux membres.
lack-music-missing = Aucune musique n’est inscrite, et personne n’atteste qu’il n’y en a pas.
lack-licence-missing = Rien ne dit ce qui permet d’utiliser « { $name } ».
lack-licence-ended = La licence de « { $name } » a pris fin.
lack-licence-not-live = La licence de « { $name } » ne couvre pas le direct.
lack-licence-not-replay = La licence de « { $name } » ne couvre ni l’enregistrement ni la rediffusion.
lack-statement-missing = Rien ne dit de quel droit ce contenu est utilisé.

## Une autorisation

release-form = L’autorisation
release-name = Nom de la personne
release-name-hint = Ou ses initiales, si elles suffisent à la reconnaître.
release-allows = Ce qui est permis
release-use-internal = À l’interne seulement
release-use-members = Montrer aux membres
release-use-public = Montrer à tous
release-minor = Cette personne est mineure
release-minor-with = Mineure, avec la signature de { $name }
release-guardian = Parent ou tuteur
release-guardian-hint = Qui signe pour une personne mineure.
release-signed-on = Signée le
release-signed-on-hint = Vide tant que personne n’a signé.
release-note = Note
release-note-hint = Où se trouve le papier signé, par exemple.
release-not-seen = On ne voit plus cette personne : elle a été coupée de l’enregistrement
release-state-holds = En règle
release-state-unsigned = À signer
release-state-ended = Échue
release-state-withdrawn = Retirée
release-state-not-seen = N’est plus à l’image
release-withdrawn-since = Retirée le { $day }
right-ends-on = Dernier jour
right-ends-on-hint = Vide s’il n’y a pas de fin.
right-until = Jusqu’au { $day }
right-save = Enregistrer
right-saved = C’est enregistré.
right-back = Revenir à la fiche

## Le retrait d’une autorisation

withdraw-title = Retirer l’autorisation
withdraw-text =
    { $count ->
        [0] Cette personne ne veut plus être montrée ? Aucune séance offerte ne la montre en ce moment ; plus rien ne pourra être publié avec elle.
        [one] Cette personne ne veut plus être montrée ? Une séance s’arrêtera tout de suite, aussi pour les membres qui la regardent. Elle reste dans leur historique, sans pouvoir être lue.
       *[other] Cette personne ne veut plus être montrée ? { $count } séances s’arrêteront tout de suite, aussi pour les membres qui les regardent. Elles restent dans leur historique, sans pouvoir être lues.
    }
withdraw-reason = Raison
withdraw-reason-hint = Personne n’a à se justifier ; laissez vide si rien n’a été dit.
withdraw-sure =
    { $count ->
        [0] Oui, retirer cette autorisation
        [one] Oui, retirer cette autorisation et arrêter cette séance
       *[other] Oui, retirer cette autorisation et arrêter ces { $count } séances
    }
withdraw-do = Retirer l’autorisation
withdraw-on-air = En direct
withdrawn-title = L’autorisation est retirée
withdrawn-text =
    { $count ->
        [0] Retirée le { $day }. Aucune séance n’était offerte.
        [one] Retirée le { $day }. Cette séance a été arrêtée et n’est plus au catalogue.
       *[other] Retirée le { $day }. Ces { $count } séances ont été arrêtées et ne sont plus au catalogue.
    }
withdrawn-next = Pour publier de nouveau, coupez cette personne de l’enregistrement, puis indiquez ci-dessous qu’on ne la voit plus.

## Une œuvre

licence-form = L’œuvre et sa licence
licence-title = Titre
licence-subject = Genre
licence-subject-music = Musique
licence-subject-material = Autre matériel
licence-holder = Titulaire des droits
licence-kind = Origine du droit
licence-kind-direct = Accord avec le titulaire
licence-kind-society = Société de gestion, comme la SOCAN
licence-kind-open = Licence libre ou domaine public
licence-kind-own = Création de l’organisation
licence-kind-other = Autre
licence-text = Licence
licence-text-hint = Ce qui permet de l’utiliser : un numéro, un contrat, une licence. Laissez vide tant que rien n’est réglé.
licence-covers-live = Couvre le direct
licence-covers-replay = Couvre l’enregistrement et la rediffusion
licence-live-only = Direct seulement
licence-replay-only = Enregistrement seulement
licence-nothing = Ne couvre aucune diffusion
licence-state-holds = En règle
licence-state-missing = À régler
licence-state-ended = Échue
licence-remove-title = Retirer l’œuvre
licence-remove-text = Si cette œuvre n’est pas, ou n’est plus, dans ce que montre la fiche.
licence-remove = Retirer l’œuvre

## Droits à surveiller

rail-rights = Droits à surveiller
rights-watch-title = Droits à surveiller
rights-watch-lead = Les autorisations et les licences qui prennent fin d’ici deux mois. Le lendemain de leur dernier jour, les séances qui en dépendent quittent le catalogue.
rights-watch-empty-title = Rien ne prend fin d’ici deux mois
rights-watch-empty-text = Les autorisations et les licences qui ont une fin paraîtront ici soixante jours avant.
rights-within = D’ici { $days } jours
rights-what = Autorisation ou licence
rights-a-release = Autorisation
rights-a-licence = Licence
rights-owner = Suivi par
rights-owner-none = La gestion
rights-days-left =
    { $days ->
        [0] aujourd’hui
        [one] reste { $days } jour
       *[other] restent { $days } jours
    }

## Ce que l’organisation demande

demands-title = Droits exigés
demands-lead = Ce qui doit être inscrit sur une fiche avant de publier, selon son genre. Ce qui est déjà publié le reste. Une autorisation ou une licence échue ou retirée empêche toujours de publier.
demands-releases = Autorisation de chaque personne filmée
demands-music = Licence de chaque musique
demands-statement = Droit d’utiliser le contenu
demand-off = Ne pas demander
demand-warn = Avertir
demand-require = Exiger
demands-save = Enregistrer
demands-saved = C’est noté : les prochaines publications suivront ces choix.

## Courriels

right-letter-subject =
    { $days ->
        [0] { $name } : dernier jour aujourd’hui
        [one] { $name } : fin des droits dans { $days } jour
       *[other] { $name } : fin des droits dans { $days } jours
    }
right-letter-release = L’autorisation de « { $name } », pour « { $title } », prend fin le { $day }.
right-letter-licence = La licence de « { $name } », pour « { $title } », prend fin le { $day }.
right-letter-then = Le lendemain, les séances qui en dépendent quitteront le catalogue. Prolongez-la d’ici là si c’est possible.
right-letter-open = L’ouvrir
right-letter-all = Voir tous les droits à surveiller

## Problèmes

problem-release-missing = La séance n’est pas publiée : inscrivez les personnes filmées sous « Droits », ou attestez que nul n’est reconnaissable.
problem-release-unsigned = La séance n’est pas publiée : l’autorisation d’une personne filmée n’est pas signée. Voyez sous « Droits ».
problem-release-ended = La séance n’est pas publiée : l’autorisation d’une personne filmée a pris fin. Voyez sous « Droits ».
problem-release-withdrawn = La séance n’est pas publiée : une personne filmée a retiré son autorisation. Voyez sous « Droits ».
problem-release-too-narrow = La séance n’est pas publiée : l’autorisation d’une personne filmée ne va pas aussi loin. Publiez pour les membres seulement, ou voyez sous « Droits ».
problem-music-missing = La séance n’est pas publiée : inscrivez la musique sous « Droits », ou attestez qu’il n’y en a pas.
problem-licence-missing = La séance n’est pas publiée : une œuvre n’a pas de licence. Voyez sous « Droits ».
problem-licence-ended = La séance n’est pas publiée : la licence d’une œuvre a pris fin. Voyez sous « Droits ».
problem-licence-not-live = La séance n’est pas publiée : la licence d’une œuvre ne couvre pas le direct. Voyez sous « Droits ».
problem-licence-not-replay = La séance n’est pas publiée : la licence d’une œuvre ne couvre ni l’enregistrement ni la rediffusion. Voyez sous « Droits ».
problem-statement-missing = La séance n’est pas publiée : dites sous « Droits » ce qui permet d’utiliser ce contenu.
problem-rights-unsettled = Rien n’est encore publié : les droits ci-dessous ne sont pas réglés. Réglez-les d’abord, ou publiez quand même.
problem-release-withdrawn-before = Cette autorisation était déjà retirée.
field-guardian-missing = Écrivez le nom du parent ou du tuteur qui signe.
field-in-the-future = Ce jour n’est pas encore venu.
field-not-sure = Cochez la case pour confirmer.
