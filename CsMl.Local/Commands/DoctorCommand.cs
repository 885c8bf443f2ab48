using System.CommandLine;
using CsMl.Core.Consistency;
using CsMl.Local.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>doctor</c>: checks a store for damage and contradicting rows.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var repair = new Option<bool>("--repair")
        {
            Description =
                "Put right what follows from other rows, and delete or replace what cannot be read where its line says so",
        };
        var command = new Command("doctor", "Look through a store for damage and for rows that contradict each other.")
        {
            data,
            repair,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(parsed.GetValue(data)!, parsed.GetValue(repair), parsed.InvocationConfiguration, cancellation)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string data,
        bool repair,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        try
        {
            using var store = DataOption.Open(data, mustExist: true);
            var diagnosis = new Diagnosis(console.Output, repair);
            if (store.Embedded is { } database)
            {
                await diagnosis.TellFileAsync(new SqliteCheck(database), cancellation);
            }

            await using var services = LocalApp.Services(store);
            var check = ActivatorUtilities.CreateInstance<CheckStore>(services);
            var tenants = store.Embedded is { } file ? new SqliteCheck(file).Tenants() : [];
            await foreach (var found in check.RunAsync(tenants, cancellation))
            {
                await diagnosis.TellAsync(found, cancellation);
            }

            return await diagnosis.SumUpAsync();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (FileErrors.AreTold(e))
        {
            return await FileErrors.TellAsync(e, console.Error, advice: null);
        }
    }
}
