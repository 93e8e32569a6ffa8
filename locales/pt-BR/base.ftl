### Cabeçalho, rodapé, preferências: em todas as páginas.

language-name = Português (Brasil)

base-description = Simulados para certificações: com tempo de prova, nota na hora e a razão de cada resposta.
base-skip = Ir para o conteúdo

nav-label = Principal
nav-exams = Exames
nav-progress = Progresso
nav-study = Estudo
nav-admin = Autoria
nav-account = Conta
nav-sign-in = Entrar

prefs-label = Idioma e tema
prefs-theme = Tema
prefs-light = Claro
prefs-system = Igual ao do sistema
prefs-dark = Escuro

foot-what = O Simulado serve para treinar. Não tem ligação com nenhuma entidade certificadora.
foot-own = As questões são próprias, escritas a partir de documentação pública.

content-label = Questões em

form-summary = { $count ->
    [1] Um campo precisa de atenção
   *[other] { $count } campos precisam de atenção
}

guest-keep = Você está como visitante. O que você faz fica guardado só neste navegador.
guest-register = Criar uma conta
