"""The rule of eight conditions in OpenFisca and in Polars, over the columns that the benchmark wrote.

Usage: sweep.py openfisca|polars FOLDER. Prints how many evaluations a second of processor time, and for each policy
answered how many firms meet it and how many miss it by one condition.
"""

import json
import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "1"

import numpy

FOLDER = sys.argv[2]
ASKED = json.load(open(os.path.join(FOLDER, "asked.json")))
FIELDS = list(range(8))


def column(name, year=0):
    return numpy.fromfile(os.path.join(FOLDER, f"{name}.{year}"), dtype="<i8")


COLUMNS = {f"{name}_{year}": column(name, year) for name in ("sales", "rd", "rd_home") for year in (0, 1, 2)}
COLUMNS |= {name: column(name) for name in ("tech_income", "staff", "rd_staff", "own_ip", "score", "founded_on", "field", "violations")}


def openfisca():
    """One policy at a time, each as a system of variables; a second sweep of the same policy would be cached."""
    from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

    firm = entities.Entity("firm", "firms", "", "")

    def variable(name, kind, formula=None):
        body = {"value_type": kind, "entity": firm, "definition_period": periods.DateUnit.YEAR}
        if formula:
            body["formula"] = formula
        return type(name, (variables.Variable,), body)

    def system(gates):
        limits, ratios = ASKED["limits"], [ratio / 10_000 for ratio in gates["rd_ratio"]]

        def ratio(firms, period):
            sales = firms("sales_0", period)
            return numpy.select([sales <= limits[0], sales <= limits[1]], ratios[:2], ratios[2])

        def total(firms, period, name):
            return firms(f"{name}_0", period) + firms(f"{name}_1", period) + firms(f"{name}_2", period)

        conditions = {
            "registered": lambda f, p: ASKED["today"] - f("founded_on", p) >= gates["days"],
            "enough_ip": lambda f, p: f("own_ip", p) >= gates["ip"],
            "in_field": lambda f, p: f("field", p) < 8,
            "enough_staff": lambda f, p: f("rd_staff", p) * 10_000 >= f("staff", p) * gates["staff_ratio"],
            "enough_rd": lambda f, p: (total(f, p, "rd") >= total(f, p, "sales") * ratio(f, p))
            & (total(f, p, "rd_home") >= total(f, p, "rd") * (gates["home_ratio"] / 10_000)),
            "enough_income": lambda f, p: f("tech_income", p) >= f("sales_0", p) * (gates["income_ratio"] / 10_000),
            "enough_score": lambda f, p: f("score", p) > gates["score"],
            "clean": lambda f, p: f("violations", p) == 0,
        }
        made = taxbenefitsystems.TaxBenefitSystem([firm])
        made.add_variables(*[variable(name, float) for name in COLUMNS])
        made.add_variables(*[variable(name, bool, formula) for name, formula in conditions.items()])
        misses = lambda f, p: sum((~f(name, p)).astype("i1") for name in conditions)
        made.add_variables(variable("misses", int, misses))
        return made

    policies, counts, took = 3, [], 0.0
    for gates in ASKED["gates"][:policies]:
        made = system(gates)
        built = simulation_builder.SimulationBuilder().build_default_simulation(made, ASKED["rows"])
        for name, values in COLUMNS.items():
            built.persons.get_holder(name).set_input("2026", values.astype("f8"))
        before = time.process_time()
        misses = built.calculate("misses", "2026")
        counts.append([int((misses == 0).sum()), int((misses == 1).sum())])
        took += time.process_time() - before
    return policies * ASKED["rows"] / took, counts


def polars():
    """All policies as one lazy query, in whole numbers."""
    import polars as pl

    frame = pl.DataFrame(COLUMNS)
    c = pl.col
    before = time.process_time()
    total = lambda name: c(f"{name}_0") + c(f"{name}_1") + c(f"{name}_2")
    shared = frame.lazy().with_columns(sales=total("sales"), rd=total("rd"), rd_home=total("rd_home"))
    shared = shared.collect()
    counts = []
    for gates in ASKED["gates"]:
        low, middle, high = gates["rd_ratio"]
        ratio = pl.when(c("sales_0") <= ASKED["limits"][0]).then(low).when(c("sales_0") <= ASKED["limits"][1]).then(middle).otherwise(high)
        conditions = [
            ASKED["today"] - c("founded_on") >= gates["days"],
            c("own_ip") >= gates["ip"],
            c("field") < 8,
            c("rd_staff") * 10_000 >= c("staff") * gates["staff_ratio"],
            (c("rd") * 10_000 >= c("sales") * ratio) & (c("rd_home") * 10_000 >= c("rd") * gates["home_ratio"]),
            c("tech_income") * 10_000 >= c("sales_0") * gates["income_ratio"],
            c("score") > gates["score"],
            c("violations") == 0,
        ]
        mask = pl.sum_horizontal([(~held).cast(pl.UInt8) * (1 << place) for place, held in enumerate(conditions)])
        masks = shared.lazy().select(mask=mask.cast(pl.UInt8)).collect()["mask"].to_numpy()
        tally = numpy.bincount(masks, minlength=256)
        counts.append([int(tally[0]), int(sum(tally[1 << place] for place in range(8)))])
    took = time.process_time() - before
    return len(ASKED["gates"]) * ASKED["rows"] / took, counts


rate, counts = {"openfisca": openfisca, "polars": polars}[sys.argv[1]]()
json.dump({"per_second": rate, "counts": counts}, sys.stdout)
