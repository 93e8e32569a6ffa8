### Mudar muitas questões de uma vez.

bulk-legend = Mudar várias de uma vez
bulk-which = Quais questões
bulk-ticked = As marcadas
bulk-all = { $count ->
    [1] A única desta lista
   *[other] Todas as { $count } desta lista
}
bulk-all-many = Todas desta lista, mais de { $count }
bulk-to = Mudar para …
bulk-area = Outra área …
bulk-area-title = Mover para qual área?
bulk-look = Ver a mudança
bulk-earlier = Mudanças anteriores
bulk-pick = Marcar { $name }
bulk-error-nothing = Marque ao menos uma questão ou escolha todas da lista.
bulk-error-to = Escolha para o que elas devem mudar.
bulk-error-many = São mais de 5.000 questões. Filtre mais a lista.

bulk-what-state = Nova situação: { $to }
bulk-what-level = Novo nível: { $to }
bulk-what-area = Nova área: { $to }

bulk-title-shown = { $count ->
    [0] Nenhuma questão mudaria
    [1] Mudar uma questão?
   *[other] Mudar { $count } questões?
}
bulk-title-done = { $count ->
    [0] Nenhuma questão mudou
    [1] Uma questão mudou
   *[other] { $count } questões mudaram
}
bulk-title-undone = { $count ->
    [0] Nenhuma questão voltou atrás
    [1] Uma questão voltou ao que era
   *[other] { $count } questões voltaram ao que eram
}
bulk-not-yet = Nada mudou ainda.
bulk-undone-at = Desfeita em { $when }
bulk-which-ones = Quais
bulk-more = e mais { $count }

bulk-will-change = { $count ->
    [1] Uma vai mudar
   *[other] { $count } vão mudar
}
bulk-changed = { $count ->
    [1] Uma mudou
   *[other] { $count } mudaram
}
bulk-put-back = { $count ->
    [1] Uma está como era antes
   *[other] { $count } estão como eram antes
}
bulk-will-draft = { $count ->
    [1] Uma vai mudar e virar rascunho: o texto publicado continua valendo até alguém publicar o novo
   *[other] { $count } vão mudar e virar rascunho: os textos publicados continuam valendo até alguém publicar os novos
}
bulk-drafted = { $count ->
    [1] Uma mudou e agora é rascunho: o texto publicado continua valendo até alguém publicar o novo
   *[other] { $count } mudaram e agora são rascunhos: os textos publicados continuam valendo até alguém publicar os novos
}
bulk-same = { $count ->
    [1] Uma já está assim
   *[other] { $count } já estão assim
}
bulk-not-ready = { $count ->
    [1] Uma fica como está: falta algo ou uma regra foi quebrada
   *[other] { $count } ficam como estão: falta algo ou uma regra foi quebrada
}
bulk-needs-another = { $count ->
    [1] Uma fica como está: outra pessoa, que não quem escreveu, precisa revisar antes
   *[other] { $count } ficam como estão: outra pessoa, que não quem escreveu, precisa revisar antes
}
bulk-no-step = { $count ->
    [1] Uma fica como está: não dá para ir de onde está para lá
   *[other] { $count } ficam como estão: não dá para ir de onde estão para lá
}
bulk-overtaken = { $count ->
    [1] Uma ficou de fora: alguém a alterou depois que esta página foi mostrada
   *[other] { $count } ficaram de fora: alguém as alterou depois que esta página foi mostrada
}
bulk-left = { $count ->
    [1] Uma ficou como está: alguém a alterou depois
   *[other] { $count } ficaram como estão: alguém as alterou depois
}

bulk-now = { $count ->
    [1] Mudar
   *[other] Mudar { $count } questões
}
bulk-leave = Deixar tudo como está
bulk-undo = Desfazer
bulk-undo-hint = Traz de volta situação, área, nível e o que estava publicado em cada questão que ninguém alterou depois.
bulk-undone = desfeita
bulk-back = Voltar às questões
bulk-change = Mudança
bulk-list-title = Mudanças em várias questões
bulk-list-empty = Ninguém mudou várias questões de uma vez ainda.
