using CsMl.Core.Predictions;

namespace CsMl.Functions.Http;

/// <summary>Parameters of more than one call.</summary>
internal static class Parameters
{
    public static readonly Parameter Limit = Parameter.Whole("limit", 1, 100, 20, "The most items of an answer");

    public static readonly Parameter Cursor = Parameter.Text(
        "cursor",
        Http.Cursor.MaxLength,
        "Where the list goes on; follow `nextLink` instead of writing one"
    );

    public static readonly Parameter PredictionType = Parameter.Word<PredictionType>(
        "predictionType",
        "The type of the predictions"
    ) with
    {
        DefaultWord = "CHURN",
    };

    /// <summary>The parameters of routes, by their names there.</summary>
    public static readonly IReadOnlyList<Parameter> OfRoutes =
    [
        Parameter.Text("accountId", 64, "The account's id: `A-Z a-z 0-9 _ . @ : -`, a letter or digit first"),
        Parameter.Text("ctaId", 128, "The id of one of the account's CTAs"),
        Parameter.Text("playbookId", 128, "A playbook's id"),
        Parameter.Text("predictionId", 128, "The id of one of the account's predictions"),
        Parameter.Text("file", 128, "The file's name"),
        Parameter.Text("runId", 128, "A run's id, as `batch-predict` answers it"),
    ];
}
