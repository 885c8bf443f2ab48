namespace CsMl.Core.Predictions;

/// <summary>How prediction types are spelled in requests, answers, keys and CTAs.</summary>
public static class PredictionTypes
{
    public static readonly IReadOnlyList<string> Names = ["CHURN", "HEALTH_TREND", "EXPANSION", "ENGAGEMENT_DECLINE"];

    public static string Name(PredictionType type) => Names[(int)type];

    public static PredictionType? Find(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return (PredictionType)i;
            }
        }

        return null;
    }
}
