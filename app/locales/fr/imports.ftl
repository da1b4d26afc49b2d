### Les colonnes d’un fichier importé, et ce qu’il changerait

## Quelle colonne est laquelle

mapping-title = Colonnes du fichier
mapping-lead = Dites ce que contient chaque colonne. Votre réponse servira aussi au prochain fichier qui aura les mêmes colonnes.
mapping-none = Ce fichier n’a pas de colonnes à nommer : il n’a pas encore été lu, ou il ne peut pas l’être.
mapping-theirs = Dans votre fichier
mapping-examples = Par exemple
mapping-ours = Dans la fiche
mapping-as = Ce que contient « { $name } »
mapping-leave-out = Ne pas importer
mapping-do = Lire avec ces colonnes
mapping-guessed = Les colonnes de votre fichier ont d’autres noms, que nous pensons comprendre. Vérifiez ce qui est proposé, puis lancez la lecture. Le fichier est gardé : inutile de l’envoyer de nouveau.
mapping-needed = Dites quelle colonne du fichier donne le genre et laquelle donne le titre. Le fichier est gardé : inutile de l’envoyer de nouveau.
mapping-remembered = Les colonnes ont été lues comme la dernière fois.
mapping-remembered-but = Les colonnes ont été lues comme la dernière fois, sans : { $names }.
mapping-unread = Ces colonnes n’ont pas été lues : { $names }.
mapping-say = Choisir les colonnes

## Les champs d’une fiche, comme colonnes

import-in-french = { $field } (français)
import-in-english = { $field } (anglais)
import-id = Identifiant dans Estrade

## La différence exacte

differences-title = Ce qui changerait
differences-before = Maintenant
differences-after = Après
differences-line = Ligne { $line }
differences-nothing = Vide
differences-cut = Le détail des { $shown } premières fiches sur { $count } est montré ; toutes seraient modifiées.
apply-do = Appliquer exactement ceci
apply-hint = Une fiche que quelqu’un aurait modifiée entre-temps ne sera pas touchée, et le rapport le dira.
apply-done = Cette vérification a été appliquée
apply-done-text = Le rapport d’importation dit ce qui a été fait.
apply-see = Voir le rapport d’importation

## Autour du rapport

import-found = Valeur
import-problems-download = Télécharger ces points (CSV)
import-problem-changed-meanwhile = La fiche a changé depuis la vérification. Elle n’a pas été touchée : vérifiez de nouveau le fichier.
import-problem-broken-letters = « { $found } » contient des caractères illisibles. Enregistrez le fichier en UTF-8.
import-problem-empty-table = Le fichier ne contient aucune ligne.
import-problem-old-workbook = Ce classeur est d’un ancien format (.xls) ou protégé par un mot de passe. Enregistrez-le en .xlsx, sans mot de passe.
import-problem-unpacks-too-large = Ce fichier compressé en contient beaucoup trop une fois ouvert. Il n’a pas été lu. Enregistrez-le en CSV.

## Quand cela ne va pas

problem-not-checked = Cette importation n’est pas une vérification terminée. Rien n’a été changé : attendez la fin de la vérification, ou importez le fichier.
problem-check-expired = Cette vérification date de plus d’un mois. Rien n’a été changé : vérifiez de nouveau le fichier.
problem-not-read-yet = Le fichier n’a pas encore été lu. Attendez un instant, puis rechargez la page.
field-unknown-column = Une colonne choisie n’existe pas. Rechargez la page.
field-column-twice = Deux colonnes du fichier ne peuvent pas donner la même information. Gardez-en une seule.
field-no-kind-column = Choisissez la colonne qui donne le genre.
field-no-title-column = Choisissez la colonne qui donne le titre, en français ou en anglais.
