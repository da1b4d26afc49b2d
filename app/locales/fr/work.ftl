### Le travail sur les fiches : les étapes, le tableau, les commentaires

## Rail

rail-my-tasks = Mes tâches
rail-my-tasks-count =
    { $count ->
        [one] { $count } tâche en main
       *[other] { $count } tâches en main
    }
rail-board = Tableau

## États d’une étape

task-state-locked = Pas encore
task-state-open = À prendre
task-state-handed-back = À reprendre
task-state-claimed = En main
task-state-blocked = Bloquée
task-state-done = Faite

## Mes tâches

tasks-title = Mes tâches
tasks-mine = En main
tasks-none-title = Rien en main pour l’instant
tasks-none-text = Prenez une étape dans la liste ci-dessous : elle apparaîtra ici avec son échéance.
tasks-unread = On vous a écrit
tasks-open = À prendre
tasks-under-way = En cours
tasks-open-none-title = Aucune étape ne correspond
tasks-open-none-text = Retirez un filtre, ou commencez le travail sur d’autres fiches depuis l’inventaire.
tasks-count =
    { $count ->
        [one] { $count } étape
       *[other] { $count } étapes
    }
tasks-claim-ticked = Prendre les étapes cochées
tasks-state = État
tasks-state-claimable = Que je peux prendre
tasks-state-all = Toutes celles en cours
tasks-step = Étape
task-due = Pour { $day }
task-overdue = En retard : c’était pour { $day }
task-is-overdue = En retard
task-held-by = En main : { $name }
task-done-by = Faite par { $name }
task-for-managers = Cette étape revient à la gestion.
task-handed-back-for = À reprendre :
task-blocked-for = Bloquée :
task-choose = Cocher
task-tick = Cocher « { $step } » pour « { $title } »
task-claim = Prendre
task-finish = C’est fait
task-release = Rendre
task-unblock = Reprendre le travail
task-hand-back = Renvoyer à une étape précédente
task-hand-back-to = À quelle étape ?
task-hand-back-why = Que faut-il reprendre ?
task-hand-back-do = Renvoyer
task-block = Signaler un blocage
task-block-why = Qu’est-ce qui bloque ?
task-block-do = Marquer comme bloquée
task-claimed = Cette étape est à vous.
task-released = L’étape est de nouveau à prendre.
task-finished = C’est noté. L’étape suivante est ouverte, s’il en reste une.
task-handed-back = La fiche est revenue à l’étape choisie, avec votre raison.
task-is-blocked = Le blocage est noté. L’étape reste entre vos mains.
task-unblocked = L’étape n’est plus bloquée.

## Le travail sur une fiche

work-title = Travail
work-none = Le travail sur cette fiche n’a pas encore commencé.
work-finished = Toutes les étapes sont faites depuis le { $when }.
work-start = Commencer le travail
work-started = Le travail est commencé : la première étape est à prendre.
work-history = Ce qui s’est passé
work-start-ticked = Commencer le travail sur les fiches cochées
work-age-minutes =
    { $count ->
        [0] moins d’une minute
        [one] { $count } minute
       *[other] { $count } minutes
    }
work-age-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
work-age-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
move-claimed = { $name } a pris « { $step } ».
move-released = { $name } a laissé « { $step } ».
move-done = { $name } a terminé « { $step } ».
move-blocked = { $name } est bloqué à « { $step } » :
move-unblocked = { $name } a repris « { $step } ».
move-handed-back = { $name } a renvoyé la fiche à « { $step } » :

## Tableau

board-title = Tableau
board-lead = Où en sont les fiches sur lesquelles on travaille, étape par étape.
board-steps = Étapes de chaque genre
board-empty-title = Aucun travail en cours
board-empty-text = Chaque fiche sur laquelle on travaille paraîtra ici, à son étape. Choisissez les premières dans l’inventaire.
board-bottleneck =
    { $count ->
        [one] C’est à l’étape « { $step } » qu’on attend le plus : une fiche y est depuis { $age }.
       *[other] C’est à l’étape « { $step } » qu’on attend le plus : la moitié des { $count } fiches y sont depuis { $age } ou davantage.
    }
board-median = Attente médiane
board-oldest = La plus ancienne depuis
board-overdue =
    { $count ->
        [one] { $count } en retard
       *[other] { $count } en retard
    }
board-since = depuis { $age }
board-column-empty = Rien à cette étape.
board-all = Voir les { $count }
board-started =
    { $count ->
        [0] Aucun nouveau travail n’a été commencé.
        [one] Le travail est commencé sur { $count } fiche.
       *[other] Le travail est commencé sur { $count } fiches.
    }
board-under-way =
    { $count ->
        [one] Sur { $count } autre, il était déjà en cours et continue.
       *[other] Sur { $count } autres, il était déjà en cours et continue.
    }

## Commencer le travail sur plusieurs fiches

start-many-lead = Les étapes de chaque genre s’ouvrent sur toutes ces fiches. Vous voyez d’abord lesquelles.
start-many-will =
    { $started ->
        [0] Le travail ne commencerait sur aucune des fiches choisies ({ $chosen })
        [one] Le travail commencerait sur { $started } fiche, sur { $chosen }
       *[other] Le travail commencerait sur { $started } fiches, sur { $chosen }
    }
start-many-again =
    { $count ->
        [one] Sur { $count } d’entre elles, un travail a déjà été mené à terme : toutes ses étapes recommenceraient.
       *[other] Sur { $count } d’entre elles, un travail a déjà été mené à terme : toutes ses étapes recommenceraient.
    }
start-many-left =
    { $count ->
        [one] Laissée telle quelle : { $count } fiche
       *[other] Laissées telles quelles : { $count } fiches
    }
start-many-left-why = Le travail y est déjà en cours, et continue là où il en est.
start-many-do =
    { $started ->
        [one] Commencer le travail sur { $started } fiche
       *[other] Commencer le travail sur { $started } fiches
    }
start-many-undo = Annuler ce lancement
start-many-undone =
    { $count ->
        [0] Aucun travail n’a été annulé.
        [one] Le travail est annulé sur { $count } fiche, qui est revenue là où elle était.
       *[other] Le travail est annulé sur { $count } fiches, qui sont revenues là où elles étaient.
    }
start-many-kept =
    { $count ->
        [one] Quelqu’un y a touché entretemps : { $count } travail continue
       *[other] Quelqu’un y a touché entretemps : { $count } travaux continuent
    }
start-many-kept-step = Une étape a été prise ou faite.
start-many-kept-comment = Un commentaire a été écrit.

## Étapes de chaque genre

steps-title = Étapes de chaque genre
steps-lead = Ce que vous changez ici vaut pour le travail qui commencera ensuite ; celui qui est en cours garde ses étapes.
steps-number = Étape { $number }
steps-new = Ajouter une étape
steps-name = Nom
steps-place = Place
steps-who = Qui peut la faire
steps-who-staff = Tout le personnel
steps-who-manager = La gestion
steps-days = À faire en combien de jours
steps-remove = Enlever cette étape
steps-save = Enregistrer les étapes
steps-saved = Les étapes sont enregistrées.

## Commentaires

comments-title = Commentaires
comments-none = Personne n’a encore rien écrit au sujet de cette fiche.
comment-by = { $name }, { $when }
comment-nobody = Un compte supprimé
comment-unread = Pour vous
comment-see = Voir sur la fiche
comment-seen = J’ai tout lu
comment-write = Votre commentaire
comment-hint = Écrivez @ et un nom pour que la personne le trouve dans ses tâches.
comment-whom = Qui peut-on appeler ainsi ?
comment-do = Publier le commentaire
item-commented = Votre commentaire est publié.
comment-nobody-called = Personne ne s’appelle { $name } ici : le commentaire est publié, mais ce nom n’avertit personne.
comment-several-called = Plusieurs personnes s’appellent { $name } ici : le commentaire est publié, mais aucune n’en est avertie. Écrivez le nom en entier.

## Ce qui n’a pas pu être fait

problem-work-under-way = Le travail sur cette fiche est déjà en cours ; il continue comme avant.
problem-task-taken = Quelqu’un d’autre a pris cette étape avant vous.
problem-task-not-open = Cette étape n’est pas à prendre en ce moment.
problem-tasks-refused = Rien n’a pu être pris : voici pourquoi.
problem-some-tasks-refused = Une partie est à vous. Le reste n’a pas pu être pris :
problem-task-not-yours = Cette étape est entre les mains de quelqu’un d’autre. Demandez-lui de la laisser, ou adressez-vous à la gestion.
problem-task-moved = Cette étape a changé entre-temps. Rechargez la page pour voir où elle en est.
problem-not-an-earlier-step = On ne peut renvoyer une fiche qu’à une étape précédente déjà faite.
field-task-taken = « { $title } » : { $name } l’a déjà en main.
field-task-not-open = « { $title } » : cette étape n’est pas à prendre en ce moment.
field-task-managers-only = « { $title } » : cette étape revient à la gestion.
field-task-unknown = Une des étapes n’existe plus.
field-none-chosen = Cochez au moins une ligne.
field-no-steps = Gardez au moins une étape.
field-not-a-key = Deux étapes portent la même clé, ou une clé a d’autres signes que des lettres minuscules, des chiffres et « _ ».
