# Les sous-titres des séances en direct : ce qui est dit, écrit pendant que c'est dit.

desk-title = Sous-titrer : { $title }
desk-studio = Studio
desk-over = Le direct est terminé. Ce qui a été écrit devient les sous-titres de l’enregistrement.
desk-announced = C’est annoncé. Les personnes qui arrivent maintenant trouveront le bouton des sous-titres.
desk-before = Le direct n’a pas commencé. Gardez cette page ouverte : vous pourrez écrire ici dès qu’il commencera.
desk-offered = Sous-titres annoncés : { $languages }
desk-announce = Annoncer les sous-titres
desk-announce-hint = Annoncés avant le début, ils peuvent être activés par tout le monde dès la première image.
desk-language = Langue de ce que vous écrivez
desk-text = Ce qui est dit
desk-text-hint = Une phrase à la fois, 160 caractères au plus. Entrée envoie.
desk-how = Chaque ligne paraît aussitôt chez les personnes qui ont activé les sous-titres. Dans l’enregistrement, elle est replacée au moment où la phrase a été dite.
desk-said = Ce qui a été écrit
desk-nothing-said = Rien n’a encore été écrit.
desk-task = Sous-titres en direct
desk-task-text = Quelqu’un écrit ce qui est dit, et les membres le lisent sur l’image. Le personnel peut le faire, ou une personne bénévole à qui vous le confiez pour cette séance. Les sous-titres que l’encodeur envoie dans l’image (CEA-608) sont repris d’eux-mêmes.
desk-open = Ouvrir le pupitre
desk-give = Confier les sous-titres à quelqu’un
desk-email = Son adresse courriel
desk-give-button = Confier
desk-given = C’est confié. La personne trouvera le pupitre sur la page de la séance.
desk-take = Retirer
desk-to-desk = Sous-titrer cette séance

# L'adresse du calendrier

reminders-calendar-renew = Changer d’adresse
reminders-calendar-renewed = Votre calendrier a une nouvelle adresse : abonnez-y votre agenda de nouveau. L’ancienne ne répond plus.

# Le niveau du son, dans le studio

studio-level = Niveau du son
studio-level-good = bon
studio-level-quiet = trop faible
studio-level-clipping = saturé
studio-level-silent = silence
studio-trouble-sound-quiet = Le son est trop faible : il faudrait monter le volume au maximum pour l’entendre. Montez le gain du micro.
studio-trouble-sound-clipping = Le son sature et grésille. Baissez le gain du micro ou éloignez-le.
studio-trouble-sound-silent = Rien ne s’entend depuis vingt secondes. Vérifiez que le micro est ouvert et qu’il est le bon.

# Qui est là de son centre

company-title = Qui est là de votre centre
company-text = Pendant un direct, vous pouvez voir le prénom des personnes de votre centre qui regardent en même temps que vous, et elles le vôtre. Seules les personnes qui l’ont accepté sont nommées, et seulement tant qu’elles sont là. Rien n’en est gardé.
company-centre = Montrer mon prénom aux personnes de ce centre
company-nobody = À personne
company-save = Enregistrer ce choix
company-saved = C’est enregistré.
company-there = De votre centre : { $names }

# Le deuxième écran

companion-page = { $title }, sur le téléphone
companion-way = Suivre aussi sur le téléphone
companion-text = L’image est à la télévision ? Photographiez ce code avec votre téléphone : vous y trouverez la discussion, les réactions et ce qui est dit.
companion-open = Ouvrir cette page ici
companion-code = Code à photographier pour ouvrir cette page sur le téléphone
companion-said = Ce qui est dit
companion-over = Ce direct est terminé. Sa reprise se regarde sur la page de la séance.
