### O que acontece com as questões de outros sistemas: o que se perdeu, por que algumas não entram.

lost-partial-credit = O crédito parcial se perdeu: aqui uma resposta está certa ou errada
lost-points = Pontos e penalidades se perderam: todas as questões valem o mesmo
lost-hints = As dicas para novas tentativas se perderam
lost-overall-feedback = O comentário geral para acerto e erro se perdeu
lost-fixed-order = A ordem fixa das opções se perdeu: aqui as opções são embaralhadas
lost-units = As unidades do número se perderam
lost-setting = A configuração “{ $what }” não tem equivalente aqui
lost-column = A coluna { $number } não tem equivalente aqui
lost-open-range = Um intervalo sem o seu extremo não tem equivalente aqui
lost-true-false = A questão de verdadeiro ou falso virou escolha única
lost-numerical = A questão numérica virou preenchimento com intervalo
lost-image-missing = A imagem “{ $what }” não está no arquivo
lost-image-refused = A imagem “{ $what }” não foi aceita: { $why }
lost-media-lost = Não pode ser mostrado aqui e se perdeu: { $what }
lost-markup-lost = Virou texto simples: { $what }
lost-wildcard = A resposta “{ $what }” vale por muitas; aqui as respostas são exatas
lost-answer-lost = A resposta “{ $what }” se perdeu
lost-stem-joined = As linhas do enunciado foram unidas
lost-unescaped = “{ $what }” tem um caractere especial que foi lido como texto
lost-arrangement = A ordem e as regras da prova se perderam: aqui cada simulado é sorteado do banco
lost-all-keys = Todas as opções estão certas: confira a resposta
lost-files-missing = { $more ->
    [0] O pacote cita o arquivo “{ $name }” e não o contém
    [1] O pacote cita “{ $name }” e mais um arquivo e não os contém
   *[other] O pacote cita “{ $name }” e mais { $more } arquivos e não os contém
}
lost-several-keys = Várias opções valem tudo: virou uma questão com várias respostas
lost-scoring = As regras de pontuação não foram entendidas por inteiro: confira a resposta certa
lost-contradiction = O arquivo se contradiz: { $what }
lost-language = O idioma “{ $what }” não é um dos nossos
lost-tag = A etiqueta “{ $what }” não pode ser lida
lost-halves = Os idiomas não foram unidos: { $what }
lost-passed-over = Ignorado: { $what }
lost-unmarked = “{ $what }” não tem sinal que diga se está certa: confira a resposta
lost-title-as-stem = Não há enunciado: o título ficou no lugar
lost-left-out = Ficou de fora: { $what }
lost-part-lost = O formato não comporta { $what }

foreign-matching = Questões de associação não são aceitas
foreign-ordering = Questões de ordenação não são aceitas
foreign-essay = Questões dissertativas não são aceitas
foreign-cloze = Questões com várias lacunas no mesmo texto não são aceitas
foreign-hot-spot = Questões sobre lugares em uma imagem não são aceitas
foreign-drag-and-drop = Questões de arrastar e soltar não são aceitas
foreign-upload = Questões respondidas com arquivo, desenho ou gravação não são aceitas
foreign-calculated = Questões calculadas não são aceitas
foreign-composite = Várias questões em uma só não são aceitas
foreign-no-question = Não pergunta nada: é só texto ou imagem
foreign-survey = Nada nela está certo ou errado: é uma enquete
foreign-own-rules = Questões com regras de pontuação próprias não são aceitas
foreign-other = Questões do tipo “{ $what }” não são aceitas
foreign-twice = Está no pacote uma segunda vez: veja “{ $what }”
foreign-elsewhere = Está em outro arquivo, “{ $what }”: importe o pacote que tem os dois

cause-not-this-format = Não é um arquivo deste formato: { $what }
cause-unknown = Nada neste arquivo diz de que tipo ele é
cause-alone = Um arquivo de questão sozinho não diz a que objetivo pertence: compacte a pasta dele e importe o pacote
excess-bytes = mais de { $megabytes } MiB
excess-answers = mais de { $count } respostas numa questão
excess-elements = mais de { $count } elementos
excess-depth = elementos aninhados em mais de { $count } níveis
excess-table = mais de { $rows } linhas, { $width } células numa linha ou { $cells } células
excess-files = mais de { $count } arquivos no pacote
excess-file = “{ $name }” tem bytes demais, ou demais para o que ocupa no pacote
excess-all-files = os arquivos do pacote têm juntos mais de { $megabytes } MiB
excess-all-texts = os textos do pacote têm juntos mais de { $megabytes } MiB
cause-empty = Não há questão neste arquivo
cause-encoding = O arquivo não está em UTF-8: salve em UTF-8 e tente de novo
cause-too-large = O arquivo é grande demais: { $what }
cause-xml = O XML está quebrado: { $what }
cause-entities = O XML declara entidades ou pede outros arquivos, o que não é permitido
cause-package = O pacote não pode ser aberto: { $what }
cause-unsafe-name = O pacote tem um arquivo com nome inseguro: “{ $what }”
cause-file-missing = O pacote cita o arquivo “{ $what }” e não o contém
cause-no-stem = Não há enunciado
cause-too-few-options = Há menos de duas opções
cause-no-key = Nenhuma resposta está certa
cause-all-keys = Todas as opções estão certas
cause-unknown-key = A resposta “{ $what }” não é uma das opções
cause-unfinished = A questão não está terminada: { $what }
cause-syntax = A sintaxe está errada: { $what }
cause-weight = “{ $what }” não é um peso de resposta
cause-number = “{ $what }” não é um número
cause-format = { $what }

admin-imports = Importar
import-title = Importar questões
import-lead = GIFT, Aiken, Moodle XML, QTI 1.2, 2.x e 3.0, pacotes destes, CSV e os nossos próprios arquivos. Primeiro você vê o que aconteceria com cada questão; nada é gravado antes de você confirmar.
import-file = Arquivo
import-file-hint = No máximo { $megabytes } MiB.
import-look = Ver o que aconteceria
import-no-file = Escolha um arquivo.
import-empty-file = O arquivo “{ $name }” está vazio.
import-too-large = Este arquivo é grande demais: o limite é de { $megabytes } MiB.
import-not-kept = Nada foi guardado.
import-waiting = Outros arquivos estão sendo lidos, e o seu não foi guardado: tente de novo daqui a pouco.
import-waiting-kept = Outros arquivos estão sendo lidos. O seu continua aqui: tente de novo daqui a pouco.
import-what = O que aconteceria
import-format = Formato
import-format-found = Como o arquivo indica
import-lang = Idioma dos textos que não dizem o seu
import-level = Nível do que não diz o seu
import-part = Onde fica o restante
import-places = Onde ficam as categorias e etiquetas
import-places-hint = Fica guardado para a próxima importação.
import-again = Ver de novo
import-confirm = Importar { $count ->
    [1] uma questão
   *[other] { $count } questões
}
import-confirm-hint = Entram como rascunhos, todas ou nenhuma.
import-done = { $count ->
    [0] Não havia nada novo, então nada mudou.
    [1] Uma questão entrou como rascunho.
   *[other] { $count } questões entraram como rascunhos.
}
import-drafts = Ver os rascunhos
import-none = Nada deste arquivo entraria.
import-failed = O arquivo não foi lido até o fim
import-entry = No arquivo
import-fate = Vira
import-all = Todas
import-with-remarks = Para olhar
import-table = O que há nas colunas
import-delimiter = Entre as células
import-key = A resposta certa é dada por
import-texts = Os textos são
import-header = A primeira linha é um cabeçalho
import-column = Coluna { $number }
fate-new = Nova
fate-changed = Texto novo
fate-same = Já está aqui
fate-no-part = Sem objetivo escolhido
fate-skipped = Não entra
fate-refused = Recusada
totals-new = novas
totals-changed = com texto novo
totals-same = já estão aqui
totals-no-part = sem objetivo
totals-skipped = não entram
totals-refused = recusadas

admin-exports = Exportar
export-title = Exportar questões
export-lead = { $count ->
    [1] A única questão publicada, em um arquivo para outro sistema.
   *[other] As { $count } questões publicadas, em um arquivo para outro sistema.
}
export-lang = Idioma
export-both = Os dois
export-look = Ver o que cabe
export-get = Baixar
export-whole = Este formato comporta tudo; ao importar de novo, nada se perde.
export-lost = { $count ->
    [1] Uma questão perde algo
   *[other] { $count } questões perdem algo
}
export-lost-by = { $count ->
    [1] uma questão
   *[other] { $count } questões
}
export-losses = Tudo, questão por questão
place-line = linha { $line }
