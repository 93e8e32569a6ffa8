### A página do exame, o formulário de treino e a página antes do início.

exam-minutes = Minutos
exam-questions = Questões
exam-pass-mark = Nota mínima
exam-of-scale = de { $max }
exam-bank = No banco
exam-start-mock = Começar um simulado
exam-practise = Treinar

blueprint-title = O que cai na prova
blueprint-lead = Cada objetivo tem sempre o mesmo número de questões.
blueprint-questions = { $count ->
    [1] 1 questão
   *[other] { $count } questões
}
blueprint-bank = { $count ->
    [0] nenhuma no banco ainda
    [1] 1 no banco
   *[other] { $count } no banco
}

scoring-title = Como a nota é calculada
scoring-multiple = Quando se pedem várias respostas, a questão só vale se todas as certas forem marcadas e nenhuma outra.
scoring-unanswered = Questão em branco conta como errada. Chutar, portanto, nunca tira pontos.
scoring-fill-in = O que você digita tem de ser idêntico à resposta, com maiúsculas e minúsculas. Espaços antes e depois não importam.
scoring-scaled = A nota vai de { $min } a { $max }; com { $pass } se passa.

practice-title = Treinar
practice-lead = Escolha o que quer treinar. O relógio fica desligado, a não ser que você prefira.
practice-objectives = Objetivos
practice-objectives-hint = O número menor diz quantas questões há no banco. Sem marcar nenhum, você treina todos.
practice-count = Número de questões
practice-only = Quais questões
practice-all = Qualquer uma
practice-missed = As que errei da última vez
practice-unseen = As que nunca vi
practice-flagged = As que marquei
practice-feedback = Explicações
practice-at-once = Depois de cada questão
practice-at-end = No fim
practice-clock = Relógio
practice-clock-off = Desligado
practice-clock-on = Ligado, no ritmo da prova
practice-go = Avançar

start-title = Antes de começar
start-mock = Simulado
start-practice = Treino
start-time = Tempo
start-extra = { $minutes } deles de tempo adicional
start-no-clock = sem relógio
start-nothing = Nenhuma questão atende ao que você escolheu.
start-change = Escolher de novo
start-fewer = { $count ->
    [1] Só 1 questão atende ao que você escolheu; você pediu { $asked }.
   *[other] Só { $count } questões atendem ao que você escolheu; você pediu { $asked }.
}
start-all-objectives = Todos
start-content = Idioma das questões
start-content-hint = Dá para trocar em qualquer questão.
start-begin = Começar
start-begin-hint = É aqui que o relógio começa.
start-rules = Bom saber

rule-clock = O relógio não para, nem quando você sai da página. Quando o tempo acaba, o que você respondeu é entregue.
rule-saved = Cada resposta é salva. Se a conexão cair, volte e continue de onde parou.
rule-order = Vá e volte à vontade e marque as questões que quer rever.
rule-answers = O gabarito e as explicações aparecem depois da entrega, não antes.
