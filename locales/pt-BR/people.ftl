### Administração: pessoas, grupos, convites, registro de atos.

admin-people = Pessoas
admin-audit = Registro

role-candidate = Candidato
role-author = Autor
role-admin = Administrador
role-candidate-may = Faz provas.
role-author-may = Também escreve questões.
role-admin-may = Também administra o serviço.

people-title = Pessoas
people-parts = Pessoas, grupos, convites
people-name = Nome
people-role = Papel
people-show = Mostrar
people-accounts = Contas
people-suspended = Contas suspensas
people-guests = Visitantes
people-sort-name = Por nome
people-sort-seen = Vistas por último
people-attempts = Tentativas
people-seen = Último acesso
people-guest = Visitante
people-is-suspended = suspensa
people-all-roles = Todos
people-extra = +{ $percent } % de tempo
people-count = { $count ->
    [0] Ninguém é assim. Tire algum filtro.
    [1] Uma pessoa
   *[other] { $count } pessoas
}

person-since = Aqui desde
person-groups = Grupos
person-no-groups = nenhum
person-role-title = Papel
person-role-lead = A mudança vale a partir da próxima página que a pessoa abrir.
person-role-go = Mudar o papel
person-extra-title = Tempo adicional
person-extra-field = Porcentagem a mais
person-extra-hint = De 0 a 900. Com 50, uma prova de 90 minutos dura 135.
person-extra-lead = Vale na hora para a tentativa em andamento. Ao ser retirado, nenhuma tentativa termina antes de agora, nem antes do tempo normal.
person-extra-go = Definir o tempo
person-suspension-title = Suspensão
person-suspension-lead = As sessões são encerradas na hora e ninguém entra mais nessa conta. As tentativas ficam.
person-suspension-field = Motivo
person-suspension-hint = A pessoa lê este texto ao tentar entrar.
person-suspension-go = Suspender a conta
person-suspension-self = Esta conta é a sua. Outro administrador pode suspendê-la.
person-suspension-since = Suspensa desde
person-lift-go = Encerrar a suspensão
person-attempts-title = Tentativas
person-attempts-none = Ainda nenhuma tentativa.
person-attempts-result = Resultado
person-attempts-running = em andamento
person-attempts-until = em andamento, até
person-attempts-last = São mostradas as últimas { $count }.
person-audit = O que foi feito nesta conta

person-done-role = O papel foi mudado.
person-done-suspended = A conta está suspensa. As sessões foram encerradas.
person-done-lifted = A suspensão foi encerrada.
person-done-extra = { $count ->
    [0] O tempo adicional está definido.
    [1] O tempo adicional está definido. A tentativa em andamento agora termina em outra hora.
   *[other] O tempo adicional está definido. { $count } tentativas em andamento agora terminam em outra hora.
}

suspended-reason = Motivo: { $reason }
suspended-title = Esta conta está suspensa. As tentativas estão guardadas.
form-last-admin = Só você administra este serviço. Antes, torne outra pessoa administradora.

person-wrong-role = Escolha um dos papéis.
person-wrong-last = É a única conta de administração. Antes, torne outra pessoa administradora.
person-wrong-reason = Diga o motivo em poucas palavras.
person-wrong-reason-long = No máximo { $most } caracteres, por favor.
person-wrong-percent = Um número inteiro de 0 a 900.

groups-title = Grupos
groups-new = Novo grupo
groups-name = Nome do grupo
groups-make = Criar o grupo
groups-members = Participantes
groups-none = Ainda não há grupos. Um grupo reúne pessoas acompanhadas em conjunto, como uma turma.
group-wrong-name = Digite um nome.
group-wrong-name-long = No máximo { $most } caracteres, por favor.
group-wrong-taken = Outro grupo já tem esse nome.

group-count = { $count ->
    [0] Ainda não há ninguém neste grupo.
    [1] Um participante
   *[other] { $count } participantes
}
group-csv = Baixar para planilha
group-exam = Prova
group-exams = Simulados
group-practices = Treinos
group-best = Melhor estimativa
group-last = Última estimativa
group-passed = passou
group-failed = não passou
group-none = ainda nenhuma
group-topics = Em cada tópico: certas de respondidas, cada questão pela última resposta, como na página de progresso da própria pessoa.
group-remove = Retirar
group-remove-whom = { $name } do grupo
group-add-title = Incluir participantes
group-add-field = Nomes
group-add-hint = Contas pelo nome, separadas por espaços, vírgulas ou quebras de linha.
group-add-go = Incluir
group-wrong-names = Ninguém se chama { $names }. Nenhuma pessoa foi incluída.
group-wrong-nobody = Digite pelo menos um nome.
group-wrong-many = No máximo { $most } nomes de cada vez, por favor.
group-invite-title = Pessoas sem conta
group-invite = Convidar alguém para este grupo
group-rename-title = Nome
group-rename-go = Renomear
group-delete-title = Excluir o grupo
group-delete-lead = As pessoas ficam, com tudo o que fizeram. Os convites para o grupo continuam valendo, sem ele.
group-delete-confirm = Sim, excluir o grupo
group-delete-go = Excluir

group-done-added = { $count ->
    [0] Essas pessoas já estavam no grupo.
    [1] Uma pessoa foi incluída.
   *[other] { $count } pessoas foram incluídas.
}
group-done-removed = A pessoa saiu do grupo.
group-done-renamed = O grupo foi renomeado.
group-done-made = O grupo foi criado.
group-done-deleted = O grupo foi excluído.

group-file-name = Nome
group-file-exams = Simulados
group-file-practices = Treinos
group-file-best = Melhor estimativa
group-file-last = Última estimativa
group-file-last-at = Fim do último simulado
group-file-passed = Passou
group-file-yes = sim
group-file-no = não
group-file-right = { $topic } certas
group-file-answered = { $topic } respondidas

invitations-title = Convites
invitations-lead = Cada link funciona uma única vez. Quem o abre cria uma conta ou usa a que já tem.
invitations-new = Novo convite
invitations-role = Papel
invitations-group = Entra no grupo
invitations-no-group = Nenhum grupo
invitations-note = Anotação
invitations-note-hint = Para você lembrar de quem é. Quem recebe o convite não vê.
invitations-days = Dias de validade
invitations-make = Criar o link
invitations-state = Situação
invitations-made = Criado
invitations-made-by = por { $name }
invitations-none = Ainda não há convites.
invitations-open-until = aberto até
invitations-used-by = usado por { $name }
invitations-used = usado, conta excluída
invitations-expired = vencido
invitations-withdrawn = cancelado
invitations-withdraw = Cancelar
invitations-link-title = O link
invitations-link-lead = Copie agora e envie a quem você convida. Ele não será mostrado de novo: só guardamos uma impressão digital dele.
invitations-done-withdrawn = O convite foi cancelado. O link não leva mais a lugar nenhum.
invitations-wrong-note = No máximo { $most } caracteres, por favor.
invitations-wrong-days = Um número inteiro de 1 a 365.
invitations-wrong-group = Esse grupo não existe mais. Escolha de novo.

invitation-title = Você recebeu um convite
invitation-as-candidate = Aqui você faz provas e acompanha o seu progresso.
invitation-as-author = Aqui você escreve questões e também faz provas.
invitation-as-admin = Aqui você administra o serviço, escreve questões e também faz provas.
invitation-group = Você entra no grupo { $group }.
invitation-until = O convite vale até
invitation-accept-title = Você entrou como { $name }
invitation-accept-go = Aceitar
invitation-new-title = Criar uma conta
invitation-guest = Você mantém o que fez aqui como visitante.
invitation-have-title = Você já tem conta
invitation-have-lead = Entre, e você volta para cá.
invitation-other-title = Outra pessoa
invitation-other-lead = Saia primeiro, se o convite for para outra conta.
invitation-over-title = Este convite não vale mais
invitation-over-used = Alguém já o usou. Se foi você, entre com o nome que escolheu.
invitation-over-expired = O prazo terminou. Peça um novo a quem o enviou.
invitation-over-withdrawn = Ele foi cancelado. Pergunte a quem o enviou se há outro.
invitation-yours = Você aceitou este convite.
invitation-done = O convite foi aceito.
invitation-to-start = Ir para as provas

audit-title = Registro de atos
audit-lead = Cada ato de quem escreve questões e de quem administra.
audit-who = Quem
audit-what = O quê
audit-object = Objeto
audit-object-hint = O começo dele: question/, person/, group/
audit-from = De
audit-until = Até
audit-all = Mostrar tudo
audit-any = Qualquer ato
audit-when = Quando
audit-changes = Antes e depois
audit-none = Não há registro desse tipo. Tire algum filtro.
audit-csv = Baixar em CSV
audit-json = em JSON
audit-bound = Os arquivos trazem os últimos { $most } atos que passam pelo filtro.
audit-command-line = Linha de comando
audit-gone = conta excluída
audit-group-gone = um grupo excluído
audit-person-gone = uma conta excluída
audit-invitation = um convite

act-question-saved = Questão salva
act-question-moved = Questão mudou de situação
act-questions-changed = Questões alteradas
act-questions-change-undone = Alteração de questões desfeita
act-questions-imported = Questões importadas
act-questions-exported = Questões gravadas em arquivos
act-file-taken = Arquivo adotado
act-file-declined = Texto daqui mantido
act-question-regraded = Questão recorrigida
act-reports-answered = Avisos respondidos
act-admin-made = Administrador criado
act-role-changed = Papel mudado
act-person-suspended = Conta suspensa
act-suspension-lifted = Suspensão encerrada
act-extra-time-changed = Tempo adicional mudado
act-group-made = Grupo criado
act-group-renamed = Grupo renomeado
act-group-deleted = Grupo excluído
act-members-added = Participantes incluídos
act-member-removed = Participante retirado
act-invitation-made = Convite criado
act-invitation-withdrawn = Convite cancelado
act-invitation-accepted = Convite aceito

change-role = papel
change-state = situação
change-revision = revisão
change-reason = motivo
change-extra-time = tempo adicional
change-attempts-moved = tentativas ajustadas
change-name = nome
change-members = participantes
change-people = pessoas
change-group = grupo
change-until = vale até
