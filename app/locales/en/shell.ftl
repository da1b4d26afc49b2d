# What is around every page, and the words of everywhere.

site-name = Estrade
site-description = Filmed sessions and guides from your centre, to enjoy at home, on your own schedule.
skip = Skip to content

## Navigation

nav-label = Main
nav-home = Home
nav-schedule = Schedule
nav-catalogue = Catalogue
nav-sign-in = Sign in
nav-history = History
nav-my-data = My data
nav-work = Work
search-label = Search the catalogue
search-placeholder = Yoga, back, recipe…
search-open = Search
search-do = Search
language-switch = EN, English
theme-label = Appearance
theme-light = Light
theme-dark = Dark
theme-device = Same as the device
account-label = My account
account-history = My history
account-my-data = My data
account-sign-out = Sign out
rail-label = Work
rail-inventory = Inventory
rail-lives = Live
rail-import = Import
rail-pilots = Pilots
rail-members = Members
rail-feeds = Destinations
rail-more = More
crumbs-label = Breadcrumb
foot-privacy = Privacy
foot-source = Source code
foot-version = Estrade, version { $version }

## Forms

form-optional = optional

## Words for values

kind-class = Class
kind-guide = Guide
kind-talk = Talk
kind-recipe = Recipe
kind-audio = Audio
kind-service = Service step
level-all = All levels
level-beginner = Beginner
level-intermediate = Intermediate
level-advanced = Advanced
status-identified = Identified
status-assessed = Assessed
status-selected = Selected
status-in-work = In production
status-published = Published
status-rejected = Rejected
status-withdrawn = Withdrawn
role-member = Member
role-staff = Staff
role-manager = Manager
role-admin = Administrator
language-fr = French
language-en = English
language-es = Spanish
language-pt = Portuguese
language-ar = Arabic
language-ht = Haitian Creole
equipment-none = No equipment
