# Mes données : usages et choix.

my-data-title = Mes données
my-data-lead = Vous décidez, usage par usage. Tout est refusé tant que vous n’avez rien permis, et vous pouvez changer d’avis à tout moment.
my-data-allowed = C’est noté : cet usage est permis.
my-data-refused = C’est noté : rien de nouveau ne sera fait de vos données pour cet usage.
my-data-purposes = À quoi vos données peuvent servir
my-data-sent = Envoyé :
my-data-on = Permis
my-data-off = Refusé
my-data-needed = Nécessaire
my-data-never = Jamais permis
my-data-since = Permis depuis le { $date }, version { $version } du texte
my-data-withdrawn = Refusé depuis le { $date }
my-data-more = Lire notre politique de confidentialité
my-data-history-title = Vos séances
my-data-history-text = Votre historique se consulte et se supprime à tout moment, une séance à la fois ou en entier.
my-data-history-see = Voir mon historique
my-data-devices-title = Vos appareils
my-data-devices-text = Si vous avez prêté ou perdu un appareil, déconnectez votre compte partout. Il faudra vous reconnecter ici aussi.
my-data-devices-do = Me déconnecter partout

## Purposes

purpose-resume = Reprendre où vous étiez
purpose-resume-text = Nous gardons l’endroit où vous vous êtes arrêté et la liste de vos séances.
purpose-resume-sent = nulle part. Ces données restent au centre.
purpose-resume-since = Fait partie du service ; supprimez votre historique quand vous voulez.
purpose-unified-profile = Compléter votre dossier de membre
purpose-unified-profile-text = Le centre voit quelles séances vous terminez, pour mieux vous conseiller quand vous venez sur place.
purpose-unified-profile-sent = au dossier de membre de votre organisation : le titre, la date et la durée vue des séances terminées, sous un numéro et non sous votre nom.
purpose-recommendations = Vous proposer des séances
purpose-recommendations-text = Les suggestions tiennent compte de ce que vous avez regardé. Sans cela, tout le monde voit les mêmes.
purpose-recommendations-sent = nulle part.
purpose-named-results = Paraître sous votre nom dans les résultats
purpose-named-results-text = Quand vous participez à un projet pilote, l’équipe qui le mène peut voir votre nom à côté de ce que vous avez suivi. Sans cela, elle ne voit que des totaux, et aucun pour moins de cinq personnes.
purpose-named-results-sent = nulle part ; montré au personnel du centre.
purpose-newsletter = Vous écrire des nouvelles
purpose-newsletter-text = Un courriel de temps en temps quand de nouvelles séances paraissent.
purpose-newsletter-sent = nulle part ; votre adresse ne sert qu’à vous écrire.
