### A página de progresso e as páginas de estudo.

progress-title = Progresso
progress-exams = Exame
progress-nothing = Ainda não há o que mostrar. Depois do primeiro simulado, você vê aqui como está em cada objetivo.
progress-weakest = Onde há mais a ganhar
progress-practise = Treinar estes
progress-attempts = Tentativas

chart-title = Notas estimadas
chart-words = Notas estimadas dos seus simulados. { $scores }

heat-title = Todos os objetivos

study-title = Estudo
study-lead = Todos os objetivos: o que cai, os termos e comandos, e como você está em cada um.
study-weight = { $count ->
    [1] 1 questão em cada prova,
   *[other] { $count } questões em cada prova,
}
study-known = Como você está
study-practise = Treinar este objetivo
study-areas = O que cai
study-awareness = basta saber que existe
study-contents = Nesta página
study-terms = Termos e arquivos
study-commands = Comandos
study-sources = Onde ler mais
study-others = Outros objetivos
