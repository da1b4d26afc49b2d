# Se connecter.

sign-in-title = Se connecter
sign-in-email = Adresse courriel
sign-in-password = Mot de passe
sign-in-do = Se connecter
sign-in-forgotten = Mot de passe oublié ?
sign-in-help = Pas de compte ? L’accueil du centre peut vous aider.
sign-in-already = Vous êtes déjà connecté, { $name }.
sign-in-go-on = Continuer

## Mot de passe oublié

forgotten-title = Mot de passe oublié
forgotten-lead = Écrivez l’adresse de votre compte : nous y enverrons un lien pour choisir un nouveau mot de passe.
forgotten-do = Envoyer le lien
forgotten-help = Vous ne savez plus quelle adresse ? Demandez à l’accueil du centre.
forgotten-no-mail = Ce site n’envoie pas de courriels. L’accueil du centre peut demander pour vous un nouveau mot de passe à la personne qui administre le site.
forgotten-sent = Si un compte existe à cette adresse, un courriel est en route.
forgotten-sent-then = Ouvrez le lien qu’il contient : il est valable une heure et ne sert qu’une fois.
forgotten-sent-nothing = Rien après quelques minutes ? Regardez parmi les courriels indésirables, puis demandez à l’accueil du centre quelle adresse porte votre compte.
forgotten-back = Revenir à la connexion
new-password-title = Nouveau mot de passe
new-password-lead = Pour le compte { $email }.
new-password-label = Nouveau mot de passe
new-password-hint = Au moins { $min } caractères. Quelques mots qui vous parlent se retiennent mieux.
new-password-do = Enregistrer et me connecter
new-password-help = Tous les appareils où vous étiez connecté seront déconnectés.
new-password-over = Ce lien ne sert plus : il a plus d’une heure, a déjà été utilisé, ou a été coupé lors de la copie.
new-password-again = Recevoir un autre lien
problem-no-mail-for-password = Ce site n’envoie pas de courriels. Demandez un nouveau mot de passe à l’accueil du centre.
problem-password-link-over = Ce lien ne sert plus : rien n’a été enregistré. Demandez un autre lien.
problem-too-many-letters = Plusieurs liens ont déjà été demandés. Ouvrez le dernier courriel reçu, ou réessayez dans un quart d’heure.

## Courriel

password-letter-subject = Choisir un nouveau mot de passe
password-letter-why = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte.
password-letter-open = Choisir mon nouveau mot de passe
password-letter-once = Ce lien est valable une heure et ne sert qu’une fois.
password-letter-not-me = Ce n’est pas vous ? Ne faites rien : votre mot de passe reste le même.
