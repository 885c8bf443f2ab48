using CsMl.Core.Ctas;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local.Commands;

namespace CsMl.Tests.Ctas;

public sealed class WriteCtaTests
{
    /// <summary>In binary, 100 times each of these is less than the whole number.</summary>
    [Theory]
    [InlineData(0.29, 29)]
    [InlineData(0.57, 57)]
    [InlineData(0.58, 58)]
    [InlineData(0.599, 59)]
    public void A_percentage_is_the_same_wherever_it_is_told(double probability, int percent)
    {
        var prediction = Some.PredictChurn(Some.KnownAccount()) with { Probability = probability };
        using var welcome = new StringWriter();

        WelcomeText.TellTopAccounts(
            welcome,
            [
                new HighRiskAccount(
                    AccountGlance.Of(Some.Account(), 50),
                    RiskRow
                        .Of(new MadePrediction(prediction, "", null, AccountGlance.Of(Some.Account(), 50)))
                        .Prediction
                ),
            ],
            hasAccounts: true
        );

        Assert.Contains(
            $"({percent} %)",
            WriteCta.ReasonOf(prediction, prediction.RiskCategory),
            StringComparison.Ordinal
        );
        Assert.Contains($" {percent} % ", welcome.ToString(), StringComparison.Ordinal);
    }
}
