### Onde arquivos e páginas diferem: a lista, a questão ao lado do arquivo, a escolha, o pacote.

admin-files = Arquivos
waits-choose = Comparar e escolher

files-title = Arquivos
files-lead = Uma questão pode ser alterada no arquivo dela ou nestas páginas. O que muda num arquivo entra quando o serviço inicia; o que foi escrito aqui sai num pacote ou por um comando.
files-conflicts = Alteradas nos dois lugares
files-conflicts-lead = O que está aqui fica como está até alguém escolher.
files-no-conflicts = Nenhuma questão foi alterada no arquivo e aqui.
files-both = alterada no arquivo e aqui
files-gone = sem arquivo, alterada aqui
files-found = percebido em
files-differences = Escritas aqui e fora dos arquivos
files-differences-lead = Elas estão seguras no banco de dados. A exportação leva os textos para arquivos, onde podem ser revisados e guardados com os demais.
files-no-differences = Tudo o que foi escrito aqui também está em arquivo.
files-ahead = difere do arquivo
files-without = não tem arquivo
files-changed = alterada em
files-more = { $count ->
    [1] e mais uma
   *[other] e mais { $count }
}
files-archive = Todas as questões em arquivos
files-archive-lead = As questões publicadas e o arquivo da própria prova, prontos para descompactar na pasta das provas.
files-drafts = Incluir rascunhos prontos
files-download = Baixar o pacote
files-command = No servidor, este comando grava tudo numa pasta e não toca no que não mudou:
files-folder = PASTA
files-taken = { $name }: ficou valendo o arquivo.
files-kept = { $name }: ficou valendo o texto daqui.
files-over = { $name }: nada foi alterado. Outra pessoa escolheu antes, ou um dos textos já é outro.

file-title = { $name } ao lado do arquivo
file-question = Ir para a questão
file-conflict = Alterada no arquivo e aqui. O que está aqui fica como está até alguém escolher.
file-gone = O arquivo sumiu, e a questão foi alterada aqui. Ela fica como está até alguém escolher.
file-ahead = Alterada aqui. O arquivo tem o texto anterior até que uma exportação grave o novo.
file-declined = O arquivo tem outro texto, que foi recusado. A exportação grava nele o texto daqui.
file-same = O arquivo e esta página dizem o mesmo.
file-none = Escrita aqui, sem arquivo. A exportação cria um.
file-changed = Nada foi alterado: um dos dois textos já é outro. Veja como estão agora.
side-here = Aqui
side-file = No arquivo
side-objective = Objetivo { $objective }
side-gone = não existe mais
key-here = só aqui
key-file = só no arquivo
key-words = O que difere dentro de uma linha está sublinhado.
diff-label = Os dois textos, linha por linha
diff-none = Nenhuma linha difere.
diff-same = { $count ->
    [1] Uma linha igual
   *[other] { $count } linhas iguais
}
diff-cut = Os textos diferem demais para caber aqui. O pacote em Arquivos tem o texto daqui; o outro está no arquivo.
choice-title = Qual deles fica?
choice-title-gone = A questão fica?
choice-keep = Manter o que está aqui
choice-keep-question = Manter a questão
choice-keep-hint = Fica o texto daqui. O do arquivo só volta a ser perguntado se mudar de novo.
choice-keep-gone = A questão fica como está, sem arquivo. A exportação cria outro.
choice-take = Usar o arquivo
choice-take-hint = O texto do arquivo passa a ser o mais novo e é publicado na hora. O daqui continua no histórico.
choice-take-review = O texto do arquivo passa a ser o mais novo e espera até que outra pessoa o aprove; até lá, o que está publicado continua. O daqui continua no histórico.
choice-retire = Aposentar a questão
choice-take-gone = A questão deixa de ser aplicada, já que o arquivo não existe mais. Os textos dela continuam no histórico.
