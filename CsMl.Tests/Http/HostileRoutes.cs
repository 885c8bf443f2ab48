namespace CsMl.Tests.Http;

/// <summary>Where hostile requests go.</summary>
internal static class HostileRoutes
{
    public static readonly string Predict = RunningApp.Account("123", "predict");
    public static readonly string GenerateCta = RunningApp.Account("123", "generate-cta");
    public static readonly string GenerateCtas = RunningApp.Portfolio("generate-ctas");
    public static readonly string BatchPredict = RunningApp.Portfolio("batch-predict");
    public static readonly string TellOutcome = RunningApp.Account("123", "outcomes");
    public static readonly string ValidatePredictions = RunningApp.Portfolio("validate-predictions");
    public static readonly string Context = RunningApp.Account("123", "context");
}
