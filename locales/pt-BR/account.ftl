### A conta, a entrada, o cadastro e a primeira pessoa que administra.

account-title = Conta
account-guest-title = Você está como visitante
account-you = Você
account-save = Salvar
account-change = Trocar a senha
account-sign-out = Sair
account-display = Idioma, tema e hora
account-language = Idioma
account-zone = Fuso horário
account-zone-now = Agora, nesse fuso:
account-current = Senha atual
account-new = Senha nova

field-name = Nome
field-name-hint = É com ele que você entra. De 3 a 40 caracteres.
field-password = Senha
field-password-hint = Pelo menos 10 caracteres. Algumas palavras são mais fáceis de lembrar do que sinais.

register-title = Criar uma conta
register-lead = Você mantém todas as suas tentativas e pode continuar de qualquer aparelho.
register-go = Criar a conta
register-have = Já tem conta?

done-name = Seu nome foi alterado.
done-language = Idioma e tema foram alterados.
done-time-zone = Seu fuso horário foi alterado.
done-password = Sua senha foi trocada. As outras sessões foram encerradas.
done-session = A sessão foi encerrada.
done-registered = Sua conta está pronta, com todas as suas tentativas.

sessions-title = Onde sua conta está aberta
sessions-lead = Encerre qualquer sessão que você não reconheça.
sessions-this = esta aqui
sessions-since = Desde
sessions-seen = último uso
sessions-end = Encerrar

data-title = Seus dados
data-lead = Tudo o que guardamos sobre você, em um arquivo: conta, tentativas, respostas, anotações.
data-get = Baixar
delete-title = Excluir a conta
delete-guest-title = Excluir tudo
delete-lead = { $attempts ->
    [0] O que está guardado sobre você é excluído. Não dá para voltar atrás.
    [1] Sua única tentativa é excluída junto. Não dá para voltar atrás.
   *[other] Suas { $attempts } tentativas são excluídas junto. Não dá para voltar atrás.
}
delete-confirm = Sim, excluir tudo
delete-password = Sua senha, para confirmar
delete-go = Excluir

sign-in-title = Entrar
sign-in-needed = Entre para ver essa página.
sign-in-go = Entrar
sign-in-new = Primeira vez aqui?
sign-in-guest = Também dá para fazer um simulado sem conta.

sign-up-title = Criar uma conta
sign-up-lead = Um nome e uma senha, mais nada.
sign-up-go = Criar a conta

setup-title = Primeira conta de administração
setup-lead = Este link funciona uma única vez. A conta criada aqui pode fazer tudo.
setup-go = Criar a conta
