# Se connecter.

sign-in-title = Se connecter
sign-in-email = Adresse courriel
sign-in-password = Mot de passe
sign-in-do = Se connecter
sign-in-help = Pas de compte, ou mot de passe oublié ? L’accueil du centre peut vous aider.
sign-in-already = Vous êtes déjà connecté, { $name }.
sign-in-go-on = Continuer
