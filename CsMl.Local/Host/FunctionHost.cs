using CsMl.Local.Host.Admin;
using CsMl.Local.Host.Http;
using CsMl.Local.Host.Queues;
using CsMl.Local.Host.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host;

/// <summary>
/// Runs an app's <c>[Function]</c> classes in this process, without Core Tools and without a worker: on a developer's
/// machine, in a container and in tests. No other in-process host for isolated functions exists
/// (https://github.com/Azure/azure-functions-dotnet-worker/issues/281). Responses are those of the real host.
/// </summary>
public static class FunctionHost
{
    /// <summary>
    /// Builds a host. Once it has started, its <see cref="WebApplication.Urls"/> are the bound addresses.
    /// </summary>
    /// <param name="configure">
    /// Adds the app's services, and settings beside the environment's. A <see cref="TimeProvider"/> registered
    /// here drives the timers; queue triggers need an <see cref="IMessageQueues"/>.
    /// </param>
    /// <exception cref="HostCannotStartException">The functions, settings or addresses are invalid.</exception>
    public static WebApplication Build(FunctionHostOptions options, Action<WebApplicationBuilder> configure)
    {
        var builder = CreateBuilder(options);
        configure(builder);

        var functions = FunctionDiscovery.Find(options.FunctionClasses);
        RouteClash.Check(functions);
        var hostJson = HostJson.Read(options.HostJsonPath);
        var key = new FunctionKey(builder.Configuration[FunctionKey.SettingName]);
        var addresses = LoopbackRule.Check(options.Urls, key.IsSet);
        TimerFunctions.Register(builder.Services, functions, builder.Configuration, options.DataDirectory);
        QueueFunctions.Register(
            builder.Services,
            functions,
            builder.Configuration,
            hostJson.Queues with
            {
                HearsSends = !options.LikeAzure,
            }
        );

        var app = builder.Build();
        foreach (var address in addresses)
        {
            app.Urls.Add(address);
        }

        app.Use(HttpFunctions.Protected);
        if (!key.IsSet)
        {
            app.Use(LoopbackRule.Only);
        }

        app.Use(HttpFunctions.OnlyRouted);
        HttpFunctions.Map(
            app,
            functions,
            hostJson,
            key,
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HttpFunctions))
        );
        if (options.Home is { } home)
        {
            app.MapGet("/", () => TypedResults.Redirect(home));
        }

        ActivatorUtilities.CreateInstance<AdminCalls>(app.Services, functions, hostJson, key).Map(app);
        return app;
    }

    /// <summary>Builds a host and runs it until shutdown.</summary>
    /// <param name="onStarted">Receives the bound addresses.</param>
    /// <param name="error">Receives the message if the host cannot start.</param>
    /// <returns>The process's exit code: 1 if the host could not start.</returns>
    public static async Task<int> RunAsync(
        FunctionHostOptions options,
        Action<WebApplicationBuilder> configure,
        Action<IEnumerable<string>> onStarted,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var app = Build(options, configure);
            await app.StartAsync(cancellation);
            onStarted(app.Urls);
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        }
        catch (HostCannotStartException e)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await error.WriteLineAsync($"{e.Message} Another host may be running; stop it, or choose another port.");
            return 1;
        }
    }

    // An empty builder reads no address, endpoint or limit from settings, so none can bypass the loopback rule.
    private static WebApplicationBuilder CreateBuilder(FunctionHostOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddQuietConsole(builder.Configuration);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodySize;
        });
        // With regular expressions, as in the routes of the real host.
        builder.Services.AddRouting();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        return builder;
    }
}
