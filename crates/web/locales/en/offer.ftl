offer = Offer
offer-new = New offer
offers-empty = No offers yet. Enter one, or import them from Excel.
offer-text = Description
offer-suits = Needs it suits
offer-suits-none = No published need suits it now. It is compared again whenever a need is published.
offer-cases-none = No cases yet.
