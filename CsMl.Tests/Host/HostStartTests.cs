using CsMl.Local.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Host;

/// <summary>A mistake in a function's declaration shows when the host starts, with the function's name, not at its first call.</summary>
public sealed class HostStartTests
{
    public sealed class UnknownParameter
    {
        [Function("F")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request, int page) => Results.Ok(page);
    }

    public sealed class NotInTheRoute
    {
        [Function("F")]
        public static IResult Run([HttpTrigger("get", Route = "a/{id}")] HttpRequest request, string page) =>
            Results.Ok(page);
    }

    public sealed class WrongTriggerType
    {
        [Function("F")]
        public static IResult Run([HttpTrigger("get")] HttpContext request) => Results.Ok(request);
    }

    public sealed class RouteValueOfATimer
    {
        [Function("F")]
        public static void Run([TimerTrigger("0 0 2 * * *")] TimerInfo timer, string id) => _ = id;
    }

    public sealed class WrongResult
    {
        [Function("F")]
        public static Task<string> RunAsync([HttpTrigger("get")] HttpRequest request) => Task.FromResult("text");
    }

    public sealed class ResultOfATimer
    {
        [Function("F")]
        public static IResult Run([TimerTrigger("0 0 2 * * *")] TimerInfo timer) => Results.Ok();
    }

    public sealed class NoTrigger
    {
        [Function("F")]
        public static void Run(string message) => _ = message;
    }

    public sealed class MalformedRoute
    {
        [Function("F")]
        public static IResult Run([HttpTrigger("get", Route = "a/{id")] HttpRequest request) => Results.Ok();
    }

    public sealed class OddName
    {
        [Function("F/../../F")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
    }

    public sealed class SameName
    {
        [Function("F")]
        public static IResult One([HttpTrigger("get", Route = "one")] HttpRequest request) => Results.Ok();

        [Function("f")]
        public static IResult Two([HttpTrigger("get", Route = "two")] HttpRequest request) => Results.Ok();
    }

    public sealed class SameRoute
    {
        [Function("F")]
        public static IResult One([HttpTrigger("get", "post", Route = "a/{id}")] HttpRequest request) => Results.Ok();

        [Function("G")]
        public static IResult Two([HttpTrigger("POST", Route = "A/{name}")] HttpRequest request) => Results.Ok();
    }

    [Theory]
    [InlineData(typeof(UnknownParameter), "'page' of type Int32")]
    [InlineData(typeof(NotInTheRoute), "no {page}")]
    [InlineData(typeof(WrongTriggerType), "binds HttpRequest")]
    [InlineData(typeof(RouteValueOfATimer), "'id' of type String")]
    [InlineData(typeof(WrongResult), "returns Task`1")]
    [InlineData(typeof(ResultOfATimer), "returns IResult")]
    [InlineData(typeof(NoTrigger), "[TimerTrigger]")]
    [InlineData(typeof(MalformedRoute), "malformed route")]
    [InlineData(typeof(OddName), "no function name")]
    [InlineData(typeof(SameName), "Two functions")]
    [InlineData(typeof(SameRoute), "both answer POST")]
    public void A_function_that_cannot_run_is_named(Type functions, string reason)
    {
        var e = Assert.Throws<HostCannotStartException>(() => FunctionHost.Build(HostOptions.For(functions), _ => { }));

        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Contains("'F", e.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_assembly_gives_its_public_classes_with_functions()
    {
        var classes = FunctionDiscovery.ClassesIn(typeof(SampleFunctions).Assembly);

        Assert.Contains(typeof(SampleFunctions), classes);
        Assert.Contains(typeof(SampleTimer), classes);
        Assert.DoesNotContain(typeof(HostStartTests), classes);
    }

    [Theory]
    [InlineData("""{ "version": "2.0" }""", "/api/Quiet")]
    [InlineData("""{ /* ours */ "extensions": { "http": { "routePrefix": "crm/v1/" } } }""", "/crm/v1/Quiet")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "/Quiet")]
    public async Task Routes_stand_below_the_prefix_in_host_json(string hostJson, string path)
    {
        using var directory = new TestDirectory();
        var options = HostOptions.For(typeof(SampleFunctions)) with
        {
            HostJsonPath = directory.Write("host.json", hostJson),
        };

        await using var host = await RunningHost.StartAsync(options, services => services.AddScoped<Visit>());

        Assert.True((await host.Client.GetAsync(path)).Headers.Contains("X-Quiet"));
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": 7 } } }""")]
    [InlineData("[]")]
    public void A_broken_host_json_is_named(string hostJson)
    {
        using var directory = new TestDirectory();
        var options = HostOptions.For() with { HostJsonPath = directory.Write("host.json", hostJson) };

        var e = Assert.Throws<HostCannotStartException>(() => FunctionHost.Build(options, _ => { }));

        Assert.Contains(options.HostJsonPath, e.Message, StringComparison.Ordinal);
    }
}
