# Ce qui entoure chaque page, et les mots de partout.

site-name = Estrade
site-description = Des séances filmées et des guides de votre centre, à suivre chez vous et à votre heure.
skip = Aller au contenu

## Navigation

nav-label = Principale
nav-home = Accueil
nav-schedule = Horaire
nav-catalogue = Catalogue
nav-sign-in = Se connecter
nav-history = Historique
nav-my-data = Mes données
nav-work = Travail
search-label = Chercher dans le catalogue
search-placeholder = Yoga, dos, recette…
search-open = Chercher
search-do = Chercher
language-switch = FR, français
theme-label = Apparence
theme-light = Clair
theme-dark = Sombre
theme-device = Comme l’appareil
account-label = Mon compte
account-history = Mon historique
account-my-data = Mes données
account-sign-out = Se déconnecter
rail-label = Travail
rail-inventory = Inventaire
rail-lives = Directs
rail-import = Importation
rail-pilots = Pilotes
rail-members = Membres
rail-feeds = Destinations
rail-more = Plus
crumbs-label = Fil d’Ariane
foot-privacy = Confidentialité
foot-source = Code source
foot-version = Estrade, version { $version }

## Forms

form-optional = facultatif

## Words for values

kind-class = Cours
kind-guide = Guide
kind-talk = Conférence
kind-recipe = Recette
kind-audio = Audio
kind-service = Étape de service
level-all = Tous les niveaux
level-beginner = Débutant
level-intermediate = Intermédiaire
level-advanced = Avancé
status-identified = Repéré
status-assessed = Évalué
status-selected = Choisi
status-in-work = En production
status-published = Publié
status-rejected = Écarté
status-withdrawn = Retiré
role-member = Membre
role-staff = Personnel
role-manager = Gestion
role-admin = Administration
language-fr = Français
language-en = Anglais
language-es = Espagnol
language-pt = Portugais
language-ar = Arabe
language-ht = Créole haïtien
equipment-none = Sans équipement
