# Ce qui n'a pas pu être fait, et pourquoi.

## Pages

error-code = Code { $code }
error-not-found-title = La scène est vide
error-not-found-text = Cette page n’existe pas, ou n’existe plus. L’adresse a peut-être été coupée lors de la copie.
error-forbidden-title = Cette page est réservée
error-sign-in-title = Connectez-vous d’abord
error-sign-in-text = Cette page est la vôtre : nous devons savoir qui vous êtes. Vous y reviendrez tout de suite après.
error-trouble-title = Quelque chose n’a pas fonctionné de notre côté
error-trouble-text = Ce que vous aviez enregistré est gardé. Réessayez dans un instant ; si cela continue, parlez-en à l’accueil du centre.
error-refused-title = Cela n’a pas pu être fait
error-home = Revenir à l’accueil
error-search = Chercher une séance
error-again = Réessayer

## Problems, by code

problem-internal = Quelque chose n’a pas fonctionné de notre côté. Ce qui était enregistré est gardé ; réessayez dans un instant.
problem-invalid = Ce n’est pas encore enregistré : il reste des points à corriger.
problem-unreadable = Ce formulaire nous est arrivé incomplet. Rechargez la page et réessayez.
problem-not-found = Cela n’existe pas, ou n’existe plus.
problem-not-signed-in = Connectez-vous, puis réessayez.
problem-wrong-credentials = Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis réessayez.
problem-too-many-attempts = Trop d’essais en peu de temps. Attendez une minute, puis réessayez.
problem-out-of-scope = Ce jeton ne donne pas accès à cette partie. Créez-en un qui la comprend, ou sans limite.
problem-format-not-offered = Cette adresse répond en JSON seulement.
problem-many-sign-ins = Beaucoup de personnes se connectent en ce moment. Attendez quelques secondes, puis réessayez.
problem-is-published = Des membres peuvent voir cet enregistrement. Retirez d’abord sa séance du catalogue.
problem-no-captions-program = Aucun programme n’écrit de sous-titres ici. Ajoutez un fichier, ou demandez à l’administration d’en installer un.
problem-nothing-to-hear = Il n’y a pas encore de son à écouter dans cet enregistrement.
problem-has-sessions = Des membres ont pu voir une séance de cette fiche : leur historique en dépend. Passez-la plutôt à « Écarté ».
problem-staff-only = Votre compte ne donne pas accès aux pages du personnel. Si vous en avez besoin, une personne de l’administration peut vous les ouvrir.
problem-manager-only = Cette page est celle de la gestion. Si vous en avez besoin, une personne de l’administration peut vous l’ouvrir.
problem-admin-only = Cette page est celle de l’administration. Une personne qui administre le site peut vous l’ouvrir.
problem-not-published = Cette séance n’est plus offerte.
problem-nothing-to-play = Il n’y a encore rien à lire pour cette séance.
problem-changed-meanwhile = Quelqu’un d’autre a fait des changements depuis votre dernière lecture. Rien n’a été remplacé : rechargez pour les voir, puis réessayez.
problem-has-recordings = Cette fiche a des enregistrements et ne peut pas être supprimée. Passez-la plutôt à « Écarté ».
problem-no-recording = Cette séance n’a pas encore d’enregistrement à montrer.
problem-recording-not-ready = L’enregistrement n’est pas encore prêt ; la séance pourra être publiée dès qu’il le sera.
problem-offset-mismatch = L’envoi a repris au mauvais endroit. Il reprendra là où il s’était arrêté.
problem-upload-over = Cet envoi est déjà terminé.
problem-busy = Beaucoup de monde en ce moment. Réessayez dans une minute.
problem-cross-site = La demande ne venait pas de ce site et a été refusée.
problem-method-not-allowed = Cette adresse existe, mais pas pour ce genre de demande.
problem-too-large = C’est plus gros que ce qui est accepté ici.
problem-unsupported-media-type = Ce format d’envoi n’est pas accepté ici.
problem-version-required = Indiquez d’abord sur quelle version se fonde la modification (en-tête If-Match).
problem-too-slow = La réponse a tardé trop longtemps. Réessayez dans un instant.
problem-tus-version = L’envoi demande la version 1.0.0 du protocole tus.
problem-checksum-mismatch = Les octets reçus ne correspondent pas à la somme de contrôle annoncée. Renvoyez ce morceau.
problem-interrupted = L’envoi s’est interrompu. Ce qui est arrivé est conservé : vous pouvez le reprendre.
problem-upload-in-progress = Cet envoi est déjà en cours ailleurs. Réessayez dans un instant.
problem-not-failed = Cet enregistrement n’a pas échoué : il n’y a rien à reprendre.
problem-pilot-over = Ce pilote est terminé : on ne peut plus y inviter personne.

## Fields, by code

field-invalid = Cette valeur ne convient pas.
field-required = Ce champ est à remplir.
field-too-long = Au plus { $max } caractères.
field-too-short = Au moins { $min } caractères.
field-too-many = Au plus { $max } valeurs.
field-out-of-range = Un nombre de { $min } à { $max }.
field-not-a-number = Écrivez un nombre entier.
field-no-cues = Ce fichier ne contient pas de sous-titres que nous savons lire. Choisissez un fichier .vtt ou .srt.
field-not-a-time = Ligne { $line } : l’heure ne se lit pas. Écrivez deux temps comme dans les autres lignes, séparés par une flèche.
field-ends-before-it-begins = Ligne { $line } : la fin vient avant le début.
field-not-a-language = Ce n’est pas un code de langue. Écrivez par exemple fr ou en-CA.
field-not-utf8 = Le texte n’est pas en UTF-8. Enregistrez-le dans ce codage, puis réessayez.
field-not-a-cue = Ligne { $line } : ce texte n’a pas de temps, ou son temps ne se lit pas.
field-unknown-scope = Cette portée n’existe pas. Écrivez une portée comme celles que montre la documentation de l’API.
field-unknown-language = Nous ne connaissons pas cette langue ; écrivez un code comme fr ou en.
field-unknown = Nous ne connaissons pas cette valeur.
field-not-an-address = Écrivez une adresse courriel, par exemple nom@exemple.ca.
field-taken = Cette adresse a déjà un compte.
field-not-a-date = Écrivez une date, par exemple 2026-11-21.
field-not-a-url = Écrivez une adresse complète, qui commence par https://.
field-wrong-type = La valeur n’est pas du type attendu.
field-unreadable = Cette valeur est illisible.
field-unknown-item = Aucune fiche ne porte ce numéro.
field-empty-file = Le fichier est vide.
field-file-too-large = Le fichier est trop gros.
field-longer-than-announced = L’envoi dépasse la taille annoncée.
field-not-of-this-item = Cet enregistrement appartient à une autre fiche.
field-not-a-cursor = Cette suite de liste n’est plus valable. Reprenez depuis le début.
field-not-a-viewing = Ces intervalles ne peuvent pas être ceux d’un visionnement.
field-before-start = La fin vient avant le début.
field-not-a-country = Indiquez un pays par son code de deux lettres, par exemple CA.
field-not-https = L’adresse doit commencer par https://.
field-has-credentials = L’adresse ne doit contenir ni nom d’utilisateur ni mot de passe.
field-refused-address = Cette adresse mène à un réseau privé et ne peut pas servir.
field-unknown-host = Cet hôte est introuvable.
