### A página de erro e o que se diz ao lado de um campo ou quando algo não é salvo.

error-sign-in-title = É preciso entrar
error-sign-in = Essa página pertence a uma conta, ou a sua sessão terminou.
error-forbidden-title = Esta conta não pode
error-forbidden = Sua conta não tem permissão para isso.
error-not-found-title = Não há nada aqui
error-not-found = Essa página não existe, ou não é sua.
error-not-allowed-title = Isso não funciona aqui
error-not-allowed = Este endereço não aceita o que foi enviado.
error-changed-title = Alterada em outra aba
error-changed = Esta questão foi respondida em outra aba ou janela depois que você a abriu aqui.
error-closed-title = Esta tentativa está encerrada
error-closed = Ela foi entregue, ou o tempo acabou. Nada mais pode ser alterado.
error-too-large-title = Grande demais
error-too-large = O que foi enviado é maior do que aceitamos.
error-unreadable-title = Não deu para entender
error-unreadable = Algo no que foi enviado não combina com esta página.
error-too-often-title = Tentativas demais
error-too-often = Isso foi tentado vezes demais em pouco tempo.
error-failed-title = Algo deu errado aqui
error-failed = A falha é nossa, não sua, e já ficou registrada.
error-busy-title = Muito movimento agora
error-busy = Há mais pedidos do que conseguimos atender neste momento.
error-unavailable-title = Não dá para salvar agora
error-unavailable = Nosso armazenamento não responde. Se você acabou de enviar algo, isso não foi salvo: volte e envie de novo.

error-kept-saved = Tudo o que já estava salvo continua lá.
error-kept-changed = Ficou a resposta da outra aba. A sua não foi salva.
error-kept-closed = O que foi salvo a tempo vale. O que você enviou agora, não.
error-kept-nothing = Nada foi alterado.
error-stored = O que está salvo
error-sent = O que você enviou
error-wait = { $seconds ->
    [1] Tente de novo em 1 segundo.
   *[other] Tente de novo em { $seconds } segundos.
}
error-request = Se pedir ajuda, informe este número:
error-home = Ir para os exames
error-back = Voltar
error-to-question = Abrir a questão
error-to-result = Ver o resultado

save-closed = A tentativa está encerrada.
save-late = O tempo acabou.
save-invalid = Não deu para entender a resposta.
save-busy = Há muito movimento. Tente de novo.
save-unavailable = Nosso armazenamento não responde. Sua resposta ainda não foi salva.
save-missing = Esta tentativa não está mais aqui.
save-session = Sua sessão terminou. Entre de novo.

form-name-missing = Digite um nome.
form-name-length = O nome tem de 3 a 40 caracteres.
form-name-letters = Use letras, algarismos, pontos, hifens e sublinhados.
form-name-taken = Já existe alguém com esse nome.
form-password-missing = Digite uma senha.
form-password-short = Use pelo menos 10 caracteres.
form-password-long = Use no máximo 200 caracteres.
form-password-common = Essa senha está em todas as listas de senhas vazadas. Escolha outra.
form-password-wrong = Essa não é a sua senha.
form-credentials = Nome e senha não combinam.
form-too-often = { $seconds ->
    [1] Tentativas demais. Espere 1 segundo.
   *[other] Tentativas demais. Espere { $seconds } segundos.
}
form-zone-unknown = Não conhecemos esse fuso horário. Escolha um da lista.
form-confirm = Marque a caixa se tiver certeza.
form-count = Digite um número de 1 a { $max }.
form-objectives-none = Nenhuma questão atende ao que você escolheu. Escolha mais objetivos, ou qualquer questão.
form-message-missing = Diga em poucas palavras o que há de errado.
form-message-long = Use no máximo 2000 caracteres.
