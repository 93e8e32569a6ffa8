### O que as primeiras respostas dizem de uma questão.

stats-title = Estatísticas de { $name }
stats-link = Estatísticas
stats-from = Respostas em
stats-exams = simulados
stats-practices = treinos
stats-none-exams = Ninguém viu esta revisão pela primeira vez em um simulado já encerrado. As respostas dos treinos são contadas à parte.
stats-none-practices = Ninguém viu esta revisão pela primeira vez em um treino já encerrado. As respostas dos simulados são contadas à parte.

stats-look = O que vale olhar
stats-too-few = { $count ->
    [1] Ainda é pouco para dizer: falta uma primeira resposta.
   *[other] Ainda é pouco para dizer: faltam { $count } primeiras respostas.
}
stats-nothing = Nada chama a atenção.
stats-negative = Quem sabe mais acerta menos do que quem sabe menos.
stats-negative-do = Confira primeiro o gabarito. Depois leia a questão como quem domina o assunto: o que mais ela poderia querer dizer?
stats-attracts = A opção { $letter } conta como errada, mas quem sabe mais a escolhe mais.
stats-attracts-do = Ela pode estar certa, ou certa também. Compare com as fontes e conserte o gabarito ou a opção.
stats-hard = Quase ninguém acerta.
stats-hard-do = Confira o gabarito e se a questão diz tudo o que é preciso. Se estiver tudo bem, pense se alguém precisa saber isso.
stats-easy = Quase todo mundo acerta.
stats-easy-do = Tudo bem para o que todos devem saber. Senão, procure uma pista que entrega a resposta ou deixe as opções erradas mais tentadoras.
stats-weak = Quem sabe mais quase não acerta mais do que quem sabe menos.
stats-weak-do = Procure duas leituras possíveis, uma pista que entrega a resposta e opções erradas em que ninguém acreditaria.
stats-nobody = Quase ninguém escolhe a opção { $letter }.
stats-nobody-do = Troque pelo que escolheria alguém que sabe pela metade.

stats-numbers = Em números
stats-answered = Primeiras respostas
stats-right = Certas
stats-right-range = provavelmente entre { $low } e { $high }
stats-share-drawn = { $right } de { $total } certas; a proporção está provavelmente entre { $low } e { $high }.
stats-chance = A marca vertical é o que o puro acaso acertaria: { $chance }.
stats-discrimination = Distingue quem sabe mais
stats-tells-backwards = Ao contrário
stats-tells-hardly = Quase nada
stats-tells-somewhat = Um pouco
stats-tells-well = Bem
stats-tells-very-well = Muito bem
stats-unsure = Ainda é pouco para dizer
stats-no-thirds = Não dá para dizer: não há terço superior e inferior para comparar.
stats-thirds = Acertaram { $upper } do terço superior e { $lower } do inferior: uma diferença de { $difference }, provavelmente entre { $low } e { $high }.
stats-correlation = Correlação com as outras questões da tentativa: { $correlation }.
stats-time = Tempo
stats-took = Metade levou menos de { $median }; em média { $average }.
stats-away = { $count ->
    [1] Uma pessoa provavelmente se ausentou e não entra na média.
   *[other] { $count } pessoas provavelmente se ausentaram e não entram na média.
}
stats-no-time = Não medido

stats-choices = Quem escolheu o quê
stats-option = Opção
stats-all = Todos
stats-upper = Terço superior
stats-middle = Terço médio
stats-lower = Terço inferior
stats-blank = Em branco
stats-legend = Os terços são pela proporção de acertos nas outras questões da tentativa. Só conta a primeira vez que alguém viu a questão; tentativas com menos de dez outras questões não entram em nenhum terço.
