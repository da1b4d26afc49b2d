### The vocabulary: the organisation’s tags

vocabulary-title = Vocabulary
vocabulary-lead = The tags that the organisation agreed on, in both languages. An item written with a synonym gets the tag itself, and looking for a tag also finds the tags placed under it.
vocabulary-empty-title = No tags yet
vocabulary-empty-text = Add one, or adopt a word that items already carry.
vocabulary-count =
    { $count ->
        [one] { $count } tag
       *[other] { $count } tags
    }
vocabulary-tag = Tag
vocabulary-other-name = In French
vocabulary-synonyms = Synonyms
vocabulary-synonyms-hint = One per line. Capitals and accents make no difference.
vocabulary-items = Items
vocabulary-items-of =
    { $count ->
        [one] { $count } item under { $name }
       *[other] { $count } items under { $name }
    }
vocabulary-own =
    { $count ->
        [0] none directly
       *[other] { $count } of them directly
    }
vocabulary-under = under { $name }
vocabulary-free = Words outside the vocabulary
vocabulary-free-text = Items carry these words, which are neither a tag nor a synonym yet. Choose one to make it a tag.
vocabulary-free-cut = The { $count } most used words; the others will follow once these are adopted.
vocabulary-adopt = Adopt
vocabulary-new = New tag
vocabulary-add = Add the tag
vocabulary-form = The tag
vocabulary-name = Name
vocabulary-parent = Placed under
vocabulary-no-parent = None: at the first level
vocabulary-renamed = A name that you replace stays as a synonym, and items get the new one.
vocabulary-save = Save
vocabulary-merge-title = Merge with another
vocabulary-merge-text = Items with this tag get the other one, its names become synonyms of the other, and what is placed under it moves under the other. Each item’s history says so.
vocabulary-merge-into = The tag that stays
vocabulary-merge-choose = Choose a tag
vocabulary-merge = Merge
vocabulary-delete-title = Remove from the vocabulary
vocabulary-delete-text = Items keep the plain word, without its synonyms and its place.
vocabulary-delete-children = Other tags are placed under this one. Move them first.
vocabulary-delete = Remove the tag
vocabulary-added = The tag is added.
vocabulary-adopted = The word is now part of the vocabulary.
vocabulary-saved = The tag is saved.
vocabulary-merged = The two tags are now one.
vocabulary-deleted = The tag is no longer part of the vocabulary. Items keep the word.
