# Les rappels avant une séance en direct, leurs courriels et notifications, et les calendriers.

## Sur la page de la séance

reminder-set = M’avertir
reminder-unset = Ne plus m’avertir
reminder-calendar = Ajouter à mon calendrier
reminder-is-set = C’est noté : vous serez averti avant le début.
reminder-is-unset = C’est noté : rien ne vous rappellera cette séance.

## Parmi les données du membre

reminders-title = Vos rappels
reminders-text = Pour chaque séance en direct où vous choisissez « M’avertir », être averti
reminders-day = la veille
reminders-hour = une heure avant
reminders-minutes = cinq minutes avant
reminders-mail = Par courriel
reminders-quiet = Heures de silence
reminders-quiet-text = Le rappel de la veille attend la fin de ces heures. Les autres ne sont retenus que si la séance commence elle-même pendant ces heures. Laissez les deux champs vides pour être averti à toute heure.
reminders-from = De
reminders-until = À
reminders-save = Enregistrer mes rappels
reminders-saved = C’est noté : vos rappels suivront ces choix.
reminders-no-mail = Ce site n’envoie pas de courriels pour le moment. Votre calendrier peut vous avertir à sa façon.
reminders-calendar-title = Votre calendrier
reminders-calendar-text = Abonnez-y votre agenda : il affichera les séances en direct qui vous sont offertes, et suivra leurs changements.
reminders-calendar-subscribe = M’abonner
reminders-calendar-file = Télécharger le fichier
reminders-calendar-secret = L’adresse de ce calendrier est à vous : toute personne qui la connaît peut lire l’horaire des séances réservées aux membres.

## Sur un appareil

push-title = Sur vos appareils
push-text = Un appareil peut aussi vous avertir, même quand aucune page d’Estrade n’y est ouverte. Le rappel y arrive chiffré, par le service de notifications de votre navigateur, aux mêmes moments et en respectant les mêmes heures de silence.
push-add = M’avertir sur cet appareil
push-added = C’est noté : cet appareil affichera vos rappels.
push-forget = Oublier cet appareil
push-forget-name = Oublier cet appareil : { $name }
push-forgotten = C’est noté : cet appareil n’affichera plus vos rappels.
push-here = C’est l’appareil que vous utilisez.
push-since = depuis le { $date }
push-unnamed = Un navigateur
push-refused = Votre navigateur n’autorise pas les notifications de ce site. Autorisez-les dans ses réglages, puis essayez de nouveau.
push-failed = Votre navigateur n’a pas pu joindre son service de notifications. Rien n’a changé : essayez de nouveau plus tard.

## Courriels

letter-subject-day = Rappel : { $title }, { $when }
letter-subject-hour = Bientôt : { $title }, à { $hour }
letter-subject-minutes = Dans un instant : { $title }, à { $hour }
letter-subject-moved = Déplacée : { $title }, { $when }
letter-subject-cancelled = Annulée : { $title }, { $when }
letter-hello = Bonjour { $name },
letter-day = La séance « { $title } » est prévue : { $when }.
letter-hour = La séance « { $title } » commence à { $hour }.
letter-minutes = La séance « { $title } » commence dans un instant, à { $hour }.
letter-moved = La séance « { $title } » est déplacée : { $when }, au lieu de { $before }.
letter-cancelled = La séance « { $title } » n’a pas lieu. Elle était prévue : { $when }.
letter-open = Ouvrir la page de la séance
letter-others = Voir les autres séances
letter-why = Vous recevez ce courriel parce que vous avez choisi « M’avertir » pour cette séance.
letter-choices = Choisir mes rappels

## Calendriers

calendar-name = Séances en direct
calendar-mine = Mes séances en direct
calendar-cancelled = Annulée : { $title }
calendar-instead = Avec { $name }, qui remplace { $other }

## Problèmes

problem-nothing-to-remind = Il n’y a plus rien à rappeler pour cette séance : elle a commencé, elle est terminée ou elle n’a pas lieu.
problem-no-mail = Ce site n’envoie pas de courriels pour le moment. Ajoutez plutôt la séance à votre calendrier.
problem-no-channel = Vous ne recevez ni courriel ni rappel sur un appareil. Choisissez d’abord, parmi vos données, comment être averti.
problem-no-push = Ce site n’envoie pas de rappels sur les appareils.
field-not-a-browser = Cette clé n’est pas celle d’un navigateur.
