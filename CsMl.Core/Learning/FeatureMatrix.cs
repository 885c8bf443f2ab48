using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>
/// The numbers of learning rows, without zeros: column 0 is the intercept, then come the rules by name, then the four
/// signals. Memory grows with the number of contributions.
/// </summary>
internal sealed class FeatureMatrix
{
    private readonly string[] _rules;
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _values;
    private readonly bool[] _churned;

    private FeatureMatrix(string[] rules, int[] starts, (int[] Columns, double[] Values) cells, bool[] churned)
    {
        _rules = rules;
        _starts = starts;
        (_columns, _values) = cells;
        _churned = churned;
        Priors = WeightPrior.ForColumns(rules.Length);
    }

    public int Rows => _churned.Length;

    /// <summary>One for each column.</summary>
    public WeightPrior[] Priors { get; }

    public static FeatureMatrix Of(IReadOnlyList<LearningRow> rows)
    {
        string[] rules =
        [
            .. rows.SelectMany(row => row.Basis.Findings, (_, f) => f.Rule).Distinct().Order(StringComparer.Ordinal),
        ];
        var columnOf = rules.Select((rule, i) => (rule, i)).ToDictionary(r => r.rule, r => r.i + 1);
        var starts = new int[rows.Count + 1];
        var (columns, values) = (new List<int>(rows.Count * 8), new List<double>(rows.Count * 8));
        for (var i = 0; i < rows.Count; i++)
        {
            Add(0, 1);
            foreach (var finding in rows[i].Basis.Findings)
            {
                Add(columnOf[finding.Rule], finding.LogOdds);
            }

            var s = rows[i].Basis.Signals ?? default;
            var first = rules.Length + 1;
            Add(first, s.Since);
            Add(first + 1, s.Recent);
            Add(first + 2, s.Active);
            Add(first + 3, s.Tenure);
            starts[i + 1] = columns.Count;
        }

        return new FeatureMatrix(rules, starts, ([.. columns], [.. values]), [.. rows.Select(row => row.Churned)]);

        void Add(int column, double value)
        {
            if (value != 0)
            {
                columns.Add(column);
                values.Add(value);
            }
        }
    }

    /// <summary>Reads every row once: the log loss at the weights, its gradient and its second derivatives.</summary>
    public double Pass(double[] weights, double[] gradient, double[,] curvature)
    {
        Array.Clear(gradient);
        Array.Clear(curvature);
        var loss = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            var columns = _columns.AsSpan(_starts[row].._starts[row + 1]);
            var values = _values.AsSpan(_starts[row].._starts[row + 1]);
            var z = 0.0;
            for (var i = 0; i < columns.Length; i++)
            {
                z += weights[columns[i]] * values[i];
            }

            loss += LogLoss.Of(z, _churned[row]);
            var p = Logit.Probability(z);
            var error = p - (_churned[row] ? 1 : 0);
            for (var i = 0; i < columns.Length; i++)
            {
                gradient[columns[i]] += values[i] * error;
                var slope = values[i] * p * (1 - p);
                for (var j = 0; j < columns.Length; j++)
                {
                    curvature[columns[i], columns[j]] += slope * values[j];
                }
            }
        }

        return loss;
    }

    public ChurnModel Model(double[] weights) =>
        new(
            weights[0],
            _rules.Select((rule, i) => (rule, i)).ToDictionary(r => r.rule, r => weights[r.i + 1]),
            new SignalWeights(weights[^4], weights[^3], weights[^2], weights[^1])
        );
}
