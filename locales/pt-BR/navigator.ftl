### A lista de questões e a página antes da entrega.

navigator-title = Lista de questões
navigator-counts = { $done } de { $total } completas.
navigator-filter = Quais questões mostrar
navigator-all = Todas
navigator-incomplete = Incompletas
navigator-flagged = Marcadas
navigator-none = Nenhuma aqui.
navigator-question = Questão
navigator-status = Situação
navigator-flag = Marcada
navigator-item = Questão { $number }
navigator-back = Voltar à questão { $number }
navigator-end = Encerrar a prova
navigator-end-practice = Encerrar o treino

end-title = Encerrar a prova
end-title-practice = Encerrar o treino
end-answered = Completas
end-of = de { $total }
end-incomplete = Em branco ou incompletas
end-flagged = Marcadas para revisão
end-look = Ver
end-guess = { $count ->
    [1] Uma questão está sem resposta completa e contaria como errada. Chutar não tira pontos.
   *[other] { $count } questões estão sem resposta completa e contariam como erradas. Chutar não tira pontos.
}
end-final = Depois da entrega nada mais pode ser alterado. Não dá para voltar atrás.
end-submit = Entregar
end-back = Voltar à lista
