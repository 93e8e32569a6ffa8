### A página inicial e o que ela divide com outras: tentativas em andamento, o que fazer agora.

landing-title = Simulados
landing-what = Simulados com tempo de prova que mostram se você passaria e o que estudar em seguida.
landing-how = Não precisa de conta. O relógio só começa quando você mandar.
landing-exams = Exames
landing-no-exams = Ainda não há nenhum exame aqui. Quem administra o site pode incluir um.
landing-bank = { $bank } questões no banco.
landing-last = Suas últimas tentativas
landing-progress = Todo o seu progresso

how-title = Como funciona
how-sit = Faça um simulado
how-sit-text = O mesmo número de questões, o mesmo tempo e os mesmos pesos da prova. Cada resposta é salva na hora.
how-see = Veja como você está
how-see-text = Uma nota estimada, e o quanto dá para confiar nela, em cada tópico e objetivo. Cada alternativa diz por que está certa ou errada.
how-work = Estude o que falta
how-work-text = Leia sobre um objetivo e treine até não sobrar dúvida.

open-label = Tentativa em andamento
open-exam = Simulado em andamento: { $exam }
open-practice = Treino em andamento: { $exam }
open-answered = { $answered } de { $total } respondidas.
open-left = Restam { $time }.
open-go = Continuar

next-title = O que fazer agora
next-lead = É nestes objetivos que há mais a ganhar.
next-lead-exam = Em { $exam }, é nestes objetivos que há mais a ganhar.
next-none = Nada se destaca como fraco. Mais um simulado deixa o quadro mais seguro.
next-practise = { $count ->
    [1] Treinar estes: 1 questão
   *[other] Treinar estes: { $count } questões
}

attempts-when = Quando
attempts-what = O quê
attempts-score = Estimativa
attempts-right = Acertos
attempts-time = Tempo
attempts-mock = Simulado
attempts-practice = Treino
attempts-open = Em andamento: continuar
attempts-pass = passa
attempts-fail = não passa
