# L'accueil.

home-title = Accueil
home-hello = Bonjour { $name }
home-ask = Combien de temps avez-vous ?
home-minutes = minutes
home-continue = Continuer
home-live = En direct et à venir
home-new = Nouveautés
home-short = Vingt minutes ou moins
home-guides = Guides à lire
home-open = Un aperçu du catalogue
home-signed-out = Vous êtes déconnecté de cet appareil.
home-password-set = Votre nouveau mot de passe est enregistré et vous êtes connecté. Vos autres appareils ont été déconnectés.
home-empty-title = La première séance arrive bientôt
home-empty-text = Les séances publiées par le centre paraîtront ici.
row-all = Tout voir
welcome-title = Les cours de votre centre, chez vous et à votre heure
welcome-lead = Des séances filmées par les personnes qui vous enseignent au centre, des guides à lire et à imprimer. Pour tous les niveaux, avec ou sans équipement.
invite-title = Vous êtes membre ?
invite-text = Connectez-vous pour suivre toutes les séances et reprendre là où vous vous êtes arrêté. Pas encore de compte ? Demandez votre invitation à l’accueil du centre.
