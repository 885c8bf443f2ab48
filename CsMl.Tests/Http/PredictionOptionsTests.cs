using System.Text.Json;

namespace CsMl.Tests.Http;

/// <summary>What a caller may ask of a prediction.</summary>
public sealed class PredictionOptionsTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    [Fact]
    public async Task Another_window_than_the_stored_one_is_predicted_anew()
    {
        var first = await _app.PredictAsync("1006", options: """{"predictionWindowDays":60}""");
        var same = await _app.PredictAsync("1006", options: """{"predictionWindowDays":60}""");
        var other = await _app.PredictAsync("1006", options: """{"predictionWindowDays":61}""");

        Assert.Equal(first.Text("data.predictionId"), same.Text("data.predictionId"));
        Assert.NotEqual(first.Text("data.predictionId"), other.Text("data.predictionId"));
        Assert.Equal(61, other.At("data.predictionWindowDays").GetInt32());
    }

    [Fact]
    public async Task A_question_without_a_window_takes_the_valid_prediction_whatever_its_window()
    {
        var asked = await _app.PredictAsync("1007", options: """{"predictionWindowDays":180}""");

        var answer = (await _app.GetAsync(RunningApp.Account("1007", "churn-risk"))).Is(200);

        Assert.Equal(asked.Data.GetRawText(), answer.Data.GetRawText());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"forceRefresh":null,"predictionWindowDays":null,"skipCTAGeneration":null}""")]
    [InlineData("""{"predictionWindowDays":30}""")]
    [InlineData("""{"predictionWindowDays":365}""")]
    [InlineData("""{"predictionWindowDays":9e1}""")]
    public async Task Options_may_be_given_or_not(string options)
    {
        (await _app.PredictAsync("1008", options: options)).Is(200);
    }

    [Theory]
    [InlineData("""{"predictionWindowDays":29}""", "options.predictionWindowDays")]
    [InlineData("""{"predictionWindowDays":366}""", "options.predictionWindowDays")]
    [InlineData("""{"predictionWindowDays":90.5}""", "options.predictionWindowDays")]
    [InlineData("""{"predictionWindowDays":"90"}""", "options.predictionWindowDays")]
    [InlineData("""{"predictionWindowDays":1e400}""", "options.predictionWindowDays")]
    [InlineData("""{"forceRefresh":"true"}""", "options.forceRefresh")]
    [InlineData("""{"skipCTAGeneration":1}""", "options.skipCTAGeneration")]
    [InlineData("""{"unknown":[1]}""", "options.unknown")]
    [InlineData("[]", "options")]
    [InlineData("true", "options")]
    public async Task Options_that_are_wrong_are_named(string options, string field)
    {
        (await _app.PredictAsync("1008", options: options)).IsProblem(400, "INVALID_REQUEST", field);
    }

    [Fact]
    public async Task A_type_that_there_is_not_is_named_and_so_are_those_that_there_are()
    {
        var answer = (await _app.PredictAsync("1008", "MOOD")).IsProblem(
            400,
            "INVALID_PREDICTION_TYPE",
            "predictionType"
        );

        Assert.Contains("ENGAGEMENT_DECLINE", answer.Body, StringComparison.Ordinal);
        (await _app.PostAsync(RunningApp.Account("1008", "predict"), "{}")).IsProblem(
            400,
            "INVALID_REQUEST",
            "predictionType"
        );
        (await _app.PostAsync(RunningApp.Account("1008", "predict"))).IsProblem(
            400,
            "INVALID_REQUEST",
            "predictionType"
        );
    }

    [Fact]
    public async Task Predict_makes_a_CTA_by_itself_only_where_that_is_switched_on_and_not_skipped()
    {
        await using var own = await RunningApp.StartAsync(("Ctas:AutoGenerateOnPredict", "true"));
        await own.PutSampleAsync();

        var skipped = await own.PredictAsync("123", options: """{"skipCTAGeneration":true}""");
        Assert.Equal(JsonValueKind.Null, skipped.At("data.generatedCtaId").ValueKind);
        var made = await own.PredictAsync("123", options: """{"forceRefresh":true}""");
        Assert.NotNull(made.Text("data.generatedCtaId"));
        Assert.Equal(made.Data.GetRawText(), (await own.PredictAsync("123")).Data.GetRawText());
        (await own.PostAsync(RunningApp.Account("123", "generate-cta"))).IsProblem(409, "CTA_NOT_CREATED");

        // The contract: off unless it is switched on.
        var plain = await _app.PredictAsync("123", options: """{"forceRefresh":true}""");
        Assert.Equal(JsonValueKind.Null, plain.At("data.generatedCtaId").ValueKind);
    }
}
